import { type FinishedSpan, SPAN_KINDS, type SpanValue } from './finished-span.ts';

/** What a receiver must know of who sends. */
export interface OtlpOrigin {
  readonly resource: Readonly<Record<string, SpanValue>>;
  readonly version: string;
}

const ERROR_STATUS = 2;

/**
 * Spans as the body of a request to a collector.
 *
 * Ids are hexadecimal, not base64, and whole numbers of 64 bits are text: the two ways in which OTLP differs from the JSON
 * of protobuf, or is easily written wrong.
 *
 * @source OpenTelemetry Protocol 1.7, "JSON Protobuf Encoding"; `ExportTraceServiceRequest` of opentelemetry-proto.
 */
export function toOtlp(spans: readonly FinishedSpan[], { resource, version }: OtlpOrigin): object {
  return {
    resourceSpans: [
      {
        resource: { attributes: attributesOf(resource) },
        scopeSpans: [{ scope: { name: 'kaizenml', version }, spans: spans.map(toSpan) }],
      },
    ],
  };
}

function toSpan(span: FinishedSpan): object {
  const { traceId, spanId, parentSpanId, state, name, kind, startNs, endNs, attributes, error } =
    span;
  return {
    traceId,
    spanId,
    ...(parentSpanId !== undefined && { parentSpanId }),
    ...(state !== undefined && { traceState: state }),
    flags: 1,
    name,
    kind: SPAN_KINDS[kind],
    startTimeUnixNano: String(startNs),
    endTimeUnixNano: String(endNs),
    attributes: attributesOf(attributes),
    ...(error !== undefined && { status: { code: ERROR_STATUS, message: error } }),
  };
}

function attributesOf(attributes: Readonly<Record<string, SpanValue>>): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: toAnyValue(value) }));
}

function toAnyValue(value: SpanValue): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}
