import type { Dialect } from './dialect.ts';

/** One record of a delimited file: its cells with quotes taken off, not trimmed. */
export type Cells = readonly string[];

interface ParsedRecord {
  readonly cells: Cells;
  /** True for an empty line or one of blanks; `""` is a value. */
  readonly isBlank: boolean;
  /** Where the next record starts. */
  readonly next: number;
}

const QUOTE = '"';

/**
 * Cuts text that comes in pieces into records; blank lines are left out.
 *
 * Quoted cells follow RFC 4180 (doubled quotes, line breaks inside), with blanks allowed around the
 * quotes. What follows a closing quote is kept as it is: `scanCsv` refuses such files before.
 *
 * @source RFC 4180, "Common Format and MIME Type for CSV Files".
 */
export function createRecordReader(dialect: Dialect): {
  push(text: string): Cells[];
  end(): Cells[];
} {
  let pending = '';
  const read = (isLast: boolean): Cells[] => {
    const records: Cells[] = [];
    let at = 0;
    while (at < pending.length) {
      const record = parseRecord(pending, at, dialect, isLast);
      if (record === undefined) break;
      if (!record.isBlank) records.push(record.cells);
      at = record.next;
    }
    pending = pending.slice(at);
    return records;
  };
  return {
    push(text) {
      pending += text;
      return read(false);
    },
    end: () => read(true),
  };
}

/** The complete records of a text; with `isWhole` also the last one when no line break ends it. */
export function readRecords(text: string, dialect: Dialect, isWhole: boolean): Cells[] {
  const reader = createRecordReader(dialect);
  const records = reader.push(text);
  return isWhole ? [...records, ...reader.end()] : records;
}

function parseRecord(
  text: string,
  start: number,
  dialect: Dialect,
  isLast: boolean,
): ParsedRecord | undefined {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const open = dialect.hasQuotes ? openingQuote(text, at, dialect) : -1;
    const quoted = open < 0 ? undefined : quotedCell(text, open + 1);
    if (open >= 0 && quoted === undefined && !isLast) return undefined;
    const end = endOfCell(text, quoted?.next ?? at, dialect);
    if (end === text.length && !isLast) return undefined;
    const isRecordEnd = text[end] !== dialect.delimiter;
    const plain = text.slice(quoted?.next ?? at, end);
    if (quoted !== undefined) cells.push(quoted.cell + plain.replace(/^[ \r]+$/, ''));
    else cells.push(isRecordEnd && dialect.recordEnd === 'lf' ? plain.replace(/\r$/, '') : plain);
    at = end + 1;
    if (!isRecordEnd) continue;
    const next = nextRecord(text, end, isLast);
    if (next === undefined) return undefined;
    const isBlank = cells.length === 1 && open < 0 && /^[ \r]*$/.test(plain);
    return { cells, next, isBlank };
  }
}

function openingQuote(text: string, start: number, { recordEnd }: Dialect): number {
  let at = start;
  while (text[at] === ' ' || (text[at] === '\r' && recordEnd === 'lf')) at++;
  return text[at] === QUOTE ? at : -1;
}

function quotedCell(text: string, start: number): { cell: string; next: number } | undefined {
  let cell = '';
  let from = start;
  for (;;) {
    const quote = text.indexOf(QUOTE, from);
    if (quote < 0) return undefined;
    cell += text.slice(from, quote);
    if (text[quote + 1] !== QUOTE) return { cell, next: quote + 1 };
    cell += QUOTE;
    from = quote + 2;
  }
}

function endOfCell(text: string, start: number, { delimiter, recordEnd }: Dialect): number {
  let at = start;
  for (; at < text.length; at++) {
    const character = text[at];
    if (character === delimiter || character === '\n') return at;
    if (character === '\r' && recordEnd === 'cr') return at;
  }
  return at;
}

function nextRecord(text: string, end: number, isLast: boolean): number | undefined {
  if (text[end] !== '\r') return end + 1;
  if (end + 1 === text.length && !isLast) return undefined;
  return text[end + 1] === '\n' ? end + 2 : end + 1;
}
