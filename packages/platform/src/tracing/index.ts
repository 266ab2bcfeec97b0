export { openTracing, type Tracing } from './open-tracing.ts';
export { parseTraceContext, type TraceContext, toTraceHeaders } from './trace-context.ts';
export { tracedLog } from './traced-log.ts';
export type { Span, SpanOptions, Tracer } from './tracer.ts';
