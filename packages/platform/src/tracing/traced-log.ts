import type { Log, LogFields } from '../kit/index.ts';
import type { Tracer } from './tracer.ts';

/** A log whose lines name the trace and the span in which they are written. */
export function tracedLog(log: Log, { current }: Pick<Tracer, 'current'>): Log {
  const placed = (fields: LogFields = {}): LogFields => {
    const context = current();
    if (context === undefined) return fields;
    return { traceId: context.traceId, spanId: context.spanId, ...fields };
  };
  return {
    debug: (event, fields) => log.debug(event, placed(fields)),
    info: (event, fields) => log.info(event, placed(fields)),
    warn: (event, fields) => log.warn(event, placed(fields)),
    error: (event, fields) => log.error(event, placed(fields)),
  };
}
