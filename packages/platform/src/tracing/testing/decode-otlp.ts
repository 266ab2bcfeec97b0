/** A span as a collector understands it. */
export interface DecodedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: number;
  readonly startNs: bigint;
  readonly endNs: bigint;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly status: { readonly code: number; readonly message: string };
}

/** What a field of a message holds: a scalar, a message by its name, or a list of these. */
type Field = string | readonly [string];

/**
 * The messages of `ExportTraceServiceRequest` that we send, by their fields in JSON.
 *
 * @source opentelemetry-proto 1.7: collector/trace, trace, common and resource, all v1.
 */
const MESSAGES: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  Request: { resourceSpans: ['ResourceSpans'] },
  ResourceSpans: { resource: 'Resource', scopeSpans: ['ScopeSpans'], schemaUrl: 'string' },
  Resource: { attributes: ['KeyValue'], droppedAttributesCount: 'uint32' },
  ScopeSpans: { scope: 'Scope', spans: ['Span'], schemaUrl: 'string' },
  Scope: { name: 'string', version: 'string', attributes: ['KeyValue'] },
  Span: {
    traceId: 'id16',
    spanId: 'id8',
    traceState: 'string',
    parentSpanId: 'id8',
    flags: 'uint32',
    name: 'string',
    kind: 'enum',
    startTimeUnixNano: 'fixed64',
    endTimeUnixNano: 'fixed64',
    attributes: ['KeyValue'],
    droppedAttributesCount: 'uint32',
    status: 'Status',
  },
  Status: { message: 'string', code: 'enum' },
  KeyValue: { key: 'string', value: 'AnyValue' },
  AnyValue: { stringValue: 'string', boolValue: 'bool', intValue: 'int64', doubleValue: 'double' },
};

const SCALARS: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  bool: (value) => typeof value === 'boolean',
  double: (value) => typeof value === 'number',
  uint32: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 32,
  enum: (value) => Number.isInteger(value),
  int64: (value) => typeof value === 'string' && /^-?\d{1,19}$/.test(value),
  fixed64: (value) => typeof value === 'string' && /^\d{1,20}$/.test(value),
  id16: (value) => typeof value === 'string' && /^(?!0+$)[0-9a-f]{32}$/i.test(value),
  id8: (value) => typeof value === 'string' && /^(?!0+$)[0-9a-f]{16}$/i.test(value),
};

/** Reads the body of a request to a collector. @throws TypeError for a field that no message has, or of another type */
export function decodeOtlp(
  body: unknown,
): { readonly resource: Readonly<Record<string, unknown>>; readonly spans: DecodedSpan[] }[] {
  check('Request', body, 'body');
  const { resourceSpans } = body as { readonly resourceSpans: readonly RawResourceSpans[] };
  return resourceSpans.map(({ resource, scopeSpans }) => ({
    resource: attributesOf(resource.attributes),
    spans: scopeSpans.flatMap(({ spans }) => spans.map(toSpan)),
  }));
}

function check(message: string, value: unknown, place: string): void {
  const fields = MESSAGES[message] ?? {};
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError(`${place} is no ${message}`);
  for (const [name, held] of Object.entries(value)) {
    const field = fields[name];
    if (field === undefined) throw new TypeError(`${place}.${name} is no field of ${message}`);
    const isList = typeof field !== 'string';
    if (isList !== Array.isArray(held))
      throw new TypeError(`${place}.${name} is a list or is none`);
    for (const each of isList ? (held as unknown[]) : [held])
      checkOne(isList ? field[0] : field, each, `${place}.${name}`);
  }
}

function checkOne(type: string, value: unknown, place: string): void {
  const fits = SCALARS[type];
  if (fits === undefined) check(type, value, place);
  else if (!fits(value)) throw new TypeError(`${place} is no ${type}: ${JSON.stringify(value)}`);
}

interface RawKeyValue {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface RawSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly RawKeyValue[];
  readonly status?: { readonly code: number; readonly message?: string };
}

interface RawResourceSpans {
  readonly resource: { readonly attributes: readonly RawKeyValue[] };
  readonly scopeSpans: readonly { readonly spans: readonly RawSpan[] }[];
}

function toSpan(span: RawSpan): DecodedSpan {
  const { traceId, spanId, parentSpanId = '', name, kind, status } = span;
  return {
    ...{ traceId, spanId, parentSpanId, name, kind },
    startNs: BigInt(span.startTimeUnixNano),
    endNs: BigInt(span.endTimeUnixNano),
    attributes: attributesOf(span.attributes),
    status: { code: status?.code ?? 0, message: status?.message ?? '' },
  };
}

function attributesOf(pairs: readonly RawKeyValue[]): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const { key, value } of pairs) {
    const [[type, held] = ['', undefined], ...more] = Object.entries(value);
    if (more.length > 0 || key in found) throw new TypeError(`${key} has more than one value`);
    found[key] = type === 'intValue' ? Number(held) : held;
  }
  return found;
}
