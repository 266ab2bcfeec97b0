import type { LoggedRequest } from './log.ts';

const HEAD = /^\{"nRows":(\d+),"at":"([^"]+)"/;
const HEAD_MAX_BYTES = 80;
const CLOSING_BRACE = 0x7d;

/** One request as a line of JSON. The number of rows and the time come first, so that counting need not parse the rest. */
export function toLine(request: LoggedRequest): string {
  const { at, requestId, endpoint, version, latencyMs, rows, predictions } = request;
  const nRows = rows.length;
  return `${JSON.stringify({ nRows, at, requestId, endpoint, version, latencyMs, rows, predictions })}\n`;
}

/** The request of a line; undefined when the line is damaged: no JSON, or JSON that is no request. */
export function fromLine(line: Buffer): LoggedRequest | undefined {
  const parsed = parse(line.toString());
  if (!isRequest(parsed)) return undefined;
  const { at, requestId, endpoint, version, latencyMs, rows, predictions } = parsed;
  return { at, requestId, endpoint, version, latencyMs, rows, predictions };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number';
const isListOfObjects = (value: unknown): boolean => Array.isArray(value) && value.every(isObject);

const SHAPE: Readonly<Record<keyof LoggedRequest, (value: unknown) => boolean>> = {
  at: isText,
  requestId: isText,
  endpoint: isText,
  version: isNumber,
  latencyMs: isNumber,
  rows: isListOfObjects,
  predictions: isListOfObjects,
};

function isRequest(value: unknown): value is LoggedRequest {
  return isObject(value) && Object.entries(SHAPE).every(([key, fits]) => fits(value[key]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Rows and time of a line; undefined when the line is damaged. */
export function headOf(line: Buffer): { readonly nRows: number; readonly at: string } | undefined {
  const [, nRows, at] = HEAD.exec(line.toString('latin1', 0, HEAD_MAX_BYTES)) ?? [];
  if (nRows === undefined || at === undefined || line.at(-1) !== CLOSING_BRACE) return undefined;
  return { nRows: Number(nRows), at };
}
