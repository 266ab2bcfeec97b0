import type { Dialect } from '../../csv/dialect.ts';
import { readRecords } from '../../csv/records.ts';
import { tooLong } from '../../csv/refuse-csv.ts';
import { MAX_RECORD_BYTES } from '../../csv/scan-csv.ts';

/** One record with the line on which it starts, from 1. */
export interface LintRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What the cutter noticed about lines. */
export interface LineCounts {
  /** Records that end with CR LF, and the line of the first. */
  crlf: number;
  firstCrlf: number;
  /** Records that end with LF alone, and the line of the first. */
  lf: number;
  firstLf: number;
  /** Line of a quote that the file never closes. */
  openQuoteLine: number | undefined;
}

/**
 * Cuts text that comes in pieces of any length into records with their lines; blank lines are left out.
 *
 * A quote opens a cell only at its start, so that an inch mark within a text stays text.
 *
 * @param file Name of the file, for the error.
 * @throws LINE_TOO_LONG
 */
export function createCutter(dialect: Dialect, file: string) {
  const counts: LineCounts = { crlf: 0, firstCrlf: 0, lf: 0, firstLf: 0, openQuoteLine: undefined };
  let rest = '';
  let line = 1;
  let pending = '';
  let start = 1;
  let isOpen = false;

  const plain = { ...dialect, recordEnd: 'lf' } as const;
  const takeLine = (text: string, hasEnd: boolean): LintRecord | undefined => {
    if (pending === '') start = line;
    line++;
    isOpen = dialect.hasQuotes && text.includes('"') ? isOpenAfter(text, isOpen, dialect) : isOpen;
    if (isOpen && hasEnd) {
      pending += `${text}\n`;
      if (pending.length > MAX_RECORD_BYTES) throw tooLong(file, start, MAX_RECORD_BYTES);
      return undefined;
    }
    if (isOpen) counts.openQuoteLine = start;
    else if (hasEnd) countEnd(counts, text, start);
    const whole = pending + text;
    pending = '';
    isOpen = false;
    const cells = cutCells(whole, plain);
    return cells === undefined ? undefined : { line: start, cells };
  };

  const push = (piece: string): LintRecord[] => {
    const given = rest + piece;
    const held = dialect.recordEnd === 'cr' && given.endsWith('\r') ? '\r' : '';
    const text =
      dialect.recordEnd === 'cr'
        ? withLineFeeds(given.slice(0, given.length - held.length))
        : given;
    const records: LintRecord[] = [];
    let at = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
      const record = takeLine(text.slice(at, end), true);
      if (record !== undefined) records.push(record);
      at = end + 1;
    }
    rest = text.slice(at) + held;
    if (rest.length > MAX_RECORD_BYTES) throw tooLong(file, line, MAX_RECORD_BYTES);
    return records;
  };

  const end = (): LintRecord[] => {
    const last = dialect.recordEnd === 'cr' ? rest.replace(/\r$/, '') : rest;
    rest = '';
    if (last === '' && pending === '') return [];
    const record = takeLine(last, false);
    return record === undefined ? [] : [record];
  };

  return { counts, push, end, line: () => line };
}

function withLineFeeds(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}

function countEnd(counts: LineCounts, text: string, line: number): void {
  if (text.endsWith('\r')) {
    if (counts.crlf++ === 0) counts.firstCrlf = line;
  } else if (counts.lf++ === 0) counts.firstLf = line;
}

function cutCells(text: string, dialect: Dialect): readonly string[] | undefined {
  const line = text.endsWith('\r') ? text.slice(0, -1) : text;
  if (dialect.hasQuotes && line.includes('"')) return readRecords(line, dialect, true)[0];
  return /^ *$/.test(line) ? undefined : line.split(dialect.delimiter);
}

function isOpenAfter(line: string, wasOpen: boolean, { delimiter }: Dialect): boolean {
  let isOpen = wasOpen;
  let at = isOpen ? 0 : afterBlanks(line, 0);
  if (!isOpen && line[at] === '"') {
    isOpen = true;
    at++;
  }
  for (;;) {
    if (isOpen) {
      const quote = line.indexOf('"', at);
      if (quote < 0) return true;
      at = quote + 1;
      if (line[at] === '"') {
        at++;
        continue;
      }
      isOpen = false;
    }
    const next = line.indexOf(delimiter, at);
    if (next < 0) return false;
    at = afterBlanks(line, next + 1);
    if (line[at] !== '"') continue;
    isOpen = true;
    at++;
  }
}

function afterBlanks(line: string, start: number): number {
  let at = start;
  while (line[at] === ' ') at++;
  return at;
}
