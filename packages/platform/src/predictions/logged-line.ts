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

/** The request of a line; undefined when the line is damaged. */
export function fromLine(line: Buffer): LoggedRequest | undefined {
  try {
    const { nRows: _, ...request } = JSON.parse(line.toString());
    return request;
  } catch {
    return undefined;
  }
}

/** Rows and time of a line; undefined when the line is damaged. */
export function headOf(line: Buffer): { readonly nRows: number; readonly at: string } | undefined {
  const [, nRows, at] = HEAD.exec(line.toString('latin1', 0, HEAD_MAX_BYTES)) ?? [];
  if (nRows === undefined || at === undefined || line.at(-1) !== CLOSING_BRACE) return undefined;
  return { nRows: Number(nRows), at };
}
