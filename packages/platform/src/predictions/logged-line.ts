import { DEFAULT_ROUTE, LOG_KINDS, type LoggedRequest, type LogKind, type Written } from './log.ts';

const HEAD = /^\{"nRows":(\d+),"at":"([^"]+)"(?:,"kind":"(\w+)")?,"requestId":("(?:[^"\\]|\\.)*")/;
const HEAD_MAX_BYTES = 192;
const CLOSING_BRACE = 0x7d;

/**
 * One request as a line of JSON. Rows, time, kind and id come first, so that counting and finding need not parse the
 * rest; what has its default is left out.
 */
export function toLine(request: LoggedRequest, written?: Written): string {
  const { at, requestId, endpoint, version, latencyMs, rows, route, kind } = request;
  const { entity, protocol, error, explanations, outputs } = request;
  const predictions = written?.predictions ?? JSON.stringify(request.predictions);
  return (
    `{"nRows":${rows.length},"at":${JSON.stringify(at)}` +
    (kind === 'answer' ? '' : member('kind', kind)) +
    `,"requestId":${JSON.stringify(requestId)},"endpoint":${JSON.stringify(endpoint)},"version":${version}` +
    (route === DEFAULT_ROUTE ? '' : member('route', route)) +
    member('entity', entity) +
    member('protocol', protocol) +
    member('error', error) +
    member('weight', request.weight) +
    member('propensity', request.propensity) +
    `,"latencyMs":${JSON.stringify(latencyMs)},"rows":${JSON.stringify(rows)},"predictions":${predictions}` +
    `${member('outputs', outputs)}${member('explanations', explanations)}}\n`
  );
}

/** A member of a line; nothing where there is no value. */
function member(name: string, value: unknown): string {
  return value === undefined ? '' : `,"${name}":${JSON.stringify(value)}`;
}

/** The request of a line; undefined when the line is damaged: no JSON, or JSON that is no request. */
export function fromLine(line: Buffer): LoggedRequest | undefined {
  const parsed = parse(line.toString());
  if (!isRequest(parsed)) return undefined;
  const { at, requestId, endpoint, version, latencyMs, rows, predictions } = parsed;
  const { route, kind, entity, protocol, explanations, error, weight, propensity, outputs } =
    parsed;
  return {
    at,
    requestId,
    endpoint,
    version,
    latencyMs,
    rows,
    predictions,
    ...(route === undefined ? {} : { route }),
    ...(kind === undefined ? {} : { kind }),
    ...(entity === undefined ? {} : { entity }),
    ...(protocol === undefined ? {} : { protocol }),
    ...(outputs === undefined ? {} : { outputs }),
    ...(explanations === undefined ? {} : { explanations }),
    ...(error === undefined ? {} : { error }),
    ...(weight === undefined ? {} : { weight }),
    ...(propensity === undefined ? {} : { propensity }),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Fits = (value: unknown) => boolean;

const isText: Fits = (value) => typeof value === 'string';
const isNumber: Fits = (value) => typeof value === 'number';
const isListOfObjects: Fits = (value) => Array.isArray(value) && value.every(isObject);
const mayBe =
  (fits: Fits): Fits =>
  (value) =>
    value === undefined || fits(value);

const SHAPE: Readonly<Record<keyof LoggedRequest, Fits>> = {
  at: isText,
  requestId: isText,
  endpoint: isText,
  version: isNumber,
  latencyMs: isNumber,
  rows: isListOfObjects,
  predictions: isListOfObjects,
  outputs: mayBe(isListOfObjects),
  route: mayBe(isText),
  kind: mayBe((value) => LOG_KINDS.includes(value as LogKind)),
  entity: mayBe(isText),
  protocol: mayBe(isText),
  explanations: mayBe(
    (value) => Array.isArray(value) && value.every((one) => one === null || isObject(one)),
  ),
  error: mayBe(isText),
  weight: mayBe(isNumber),
  propensity: mayBe(isNumber),
};

const FIELDS = Object.entries(SHAPE);

function isRequest(value: unknown): value is LoggedRequest {
  return isObject(value) && FIELDS.every(([key, fits]) => fits(value[key]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the beginning of a line tells. */
export interface LineHead {
  readonly nRows: number;
  readonly at: string;
  readonly kind: LogKind;
  readonly requestId: string;
}

/** Rows, time, kind and id of a line; undefined when the line is damaged. Parses the line only where its id is long. */
export function headOf(line: Buffer): LineHead | undefined {
  if (line.at(-1) !== CLOSING_BRACE) return undefined;
  const found = HEAD.exec(line.toString('utf8', 0, HEAD_MAX_BYTES));
  if (found === null) return headOfRequest(fromLine(line));
  const [, nRows = '', at = '', kind = 'answer', quoted = ''] = found;
  const requestId = quoted.includes('\\') ? parse(quoted) : quoted.slice(1, -1);
  if (typeof requestId !== 'string') return undefined;
  return { nRows: Number(nRows), at, kind: kind as LogKind, requestId };
}

function headOfRequest(request: LoggedRequest | undefined): LineHead | undefined {
  if (request === undefined) return undefined;
  const { at, kind = 'answer', requestId, rows } = request;
  return { nRows: rows.length, at, kind, requestId };
}
