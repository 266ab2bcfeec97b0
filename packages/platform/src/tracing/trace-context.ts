/** Where in a trace something happens, as W3C Trace Context passes it on. */
export interface TraceContext {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  readonly isSampled: boolean;
  /** What other systems have added, passed on as it came. */
  readonly state?: string | undefined;
}

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const LONGEST_STATE = 512;

/**
 * Reads the headers of a request; undefined where there is no `traceparent` that counts.
 *
 * A later version than 00 may say more behind; version ff and ids of zeros alone are not valid.
 *
 * @source W3C Recommendation "Trace Context", 2021-11-23, section 3.2.
 */
export function parseTraceContext(
  traceparent: string | readonly string[] | undefined,
  tracestate?: string | readonly string[] | undefined,
): TraceContext | undefined {
  if (typeof traceparent !== 'string') return undefined;
  const [, version, traceId = '', spanId = '', flags = '', more] =
    TRACEPARENT.exec(traceparent.trim()) ?? [];
  const isZero = /^0+$/.test(traceId) || /^0+$/.test(spanId);
  if (version === undefined || version === 'ff' || isZero) return undefined;
  if (version === '00' && more !== undefined) return undefined;
  const state = typeof tracestate === 'string' ? tracestate : tracestate?.join(',');
  return {
    traceId,
    spanId,
    isSampled: (Number.parseInt(flags, 16) & 1) === 1,
    ...(state !== undefined && state.length <= LONGEST_STATE && { state }),
  };
}

/** The headers that pass a place in a trace on. */
export function toTraceHeaders({
  traceId,
  spanId,
  isSampled,
  state,
}: TraceContext): Record<string, string> {
  return {
    traceparent: `00-${traceId}-${spanId}-${isSampled ? '01' : '00'}`,
    ...(state !== undefined && { tracestate: state }),
  };
}
