import type { Dialect } from '../../csv/dialect.ts';
import { readRecords } from '../../csv/records.ts';
import { tooLong } from '../../csv/refuse-csv.ts';
import { MAX_RECORD_BYTES } from '../../csv/scan-csv.ts';
import { type Cuts, createCuts, walkRecord } from './walk-record.ts';

export type { Cuts } from './walk-record.ts';

const [LF, CR] = [10, 13];

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
  /** Records with text behind a closing quote, and the line of the first. */
  strayQuotes: number;
  firstStrayQuote: number;
  /** Blank lines with records behind them, and the first. */
  blank: number;
  firstBlank: number;
  /** False when the last record has no line break. */
  isEnded: boolean;
}

/** Takes records as they come: cut in place where that is possible. */
export interface RecordSink {
  addCut(bytes: Buffer, cuts: Cuts, line: number): void;
  add(record: LintRecord): void;
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
  const counts: LineCounts = {
    crlf: 0,
    firstCrlf: 0,
    lf: 0,
    firstLf: 0,
    openQuoteLine: undefined,
    strayQuotes: 0,
    firstStrayQuote: 0,
    blank: 0,
    firstBlank: 0,
    isEnded: true,
  };
  const cuts = createCuts();
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  let pending = '';
  let start = 1;
  let isOpen = false;
  let blankLine = 0;
  let nBlanks = 0;
  let nRecords = 0;

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
    counts.isEnded = hasEnd;
    const whole = pending + text;
    pending = '';
    isOpen = false;
    const cells = cutCells(whole, plain);
    if (cells === undefined) {
      if (nBlanks++ === 0) blankLine = start;
      return undefined;
    }
    if (whole.includes('"') && dialect.hasQuotes && counts.openQuoteLine === undefined) {
      if (hasStrayQuote(whole, dialect) && counts.strayQuotes++ === 0)
        counts.firstStrayQuote = start;
    }
    countBlanks();
    return { line: start, cells };
  };
  const countBlanks = (): void => {
    if (nBlanks > 0 && nRecords > 0) {
      if (counts.blank === 0) counts.firstBlank = blankLine;
      counts.blank += nBlanks;
    }
    nRecords++;
    nBlanks = 0;
  };

  const pushTo = (piece: Buffer, sink: RecordSink): void => {
    const given = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const nHeld = dialect.recordEnd === 'cr' && given.at(-1) === CR ? 1 : 0;
    const bytes =
      dialect.recordEnd === 'cr' ? withLineFeeds(given.subarray(0, given.length - nHeld)) : given;
    let at = 0;
    for (;;) {
      const next = pending === '' ? walkRecord(bytes, at, cuts, dialect) : -1;
      if (next >= 0) {
        if (cuts.isCrlf) {
          if (counts.crlf++ === 0) counts.firstCrlf = line;
        } else if (counts.lf++ === 0) counts.firstLf = line;
        countBlanks();
        sink.addCut(bytes, cuts, line++);
        at = next;
        continue;
      }
      const end = bytes.indexOf(LF, at);
      if (end < 0) break;
      const record = takeLine(bytes.toString('utf8', at, end), true);
      if (record !== undefined) sink.add(record);
      at = end + 1;
    }
    rest =
      nHeld === 0 ? bytes.subarray(at) : Buffer.concat([bytes.subarray(at), Buffer.from('\r')]);
    if (rest.length > MAX_RECORD_BYTES) throw tooLong(file, line, MAX_RECORD_BYTES);
  };

  const push = (piece: string): LintRecord[] => {
    const records: LintRecord[] = [];
    pushTo(Buffer.from(piece), {
      add: (record) => {
        records.push(record);
      },
      addCut: (bytes, cut, at) => {
        records.push({ line: at, cells: cellsOf(bytes, cut) });
      },
    });
    return records;
  };

  const end = (): LintRecord[] => {
    const left = rest.toString();
    const last = dialect.recordEnd === 'cr' ? left.replace(/\r$/, '') : left;
    rest = Buffer.alloc(0);
    if (last === '' && pending === '') return [];
    const record = takeLine(last, false);
    if (last !== left) {
      counts.isEnded = true;
      counts.lf++;
    }
    return record === undefined ? [] : [record];
  };

  return { counts, push, pushTo, end, line: () => line };
}

/** Whether text other than blanks stands between a closing quote and the next delimiter. */
function hasStrayQuote(record: string, { delimiter }: Dialect): boolean {
  let at = 0;
  while (at <= record.length) {
    at = afterBlanks(record, at);
    if (record[at] === '"') {
      for (at++; at < record.length; at++) {
        if (record[at] !== '"') continue;
        if (record[at + 1] !== '"') break;
        at++;
      }
      const rest = record.indexOf(delimiter, at + 1);
      const behind = record.slice(at + 1, rest < 0 ? undefined : rest);
      if (behind.trim() !== '') return true;
    }
    const next = record.indexOf(delimiter, at);
    if (next < 0) return false;
    at = next + 1;
  }
  return false;
}

function withLineFeeds(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString().replaceAll(/\r\n?/g, '\n'));
}

/** The cells of a record that was cut in place. */
export function cellsOf(bytes: Buffer, { starts, ends, n }: Cuts): string[] {
  return Array.from({ length: n }, (_, j) => bytes.toString('utf8', starts[j], ends[j]));
}

function countEnd(counts: LineCounts, text: string, line: number): void {
  if (text.endsWith('\r')) {
    if (counts.crlf++ === 0) counts.firstCrlf = line;
  } else if (counts.lf++ === 0) counts.firstLf = line;
}

function cutCells(text: string, dialect: Dialect): readonly string[] | undefined {
  if (dialect.hasQuotes && text.includes('"')) return readRecords(text, dialect, true)[0];
  if (/^[ \r]*$/.test(text)) return undefined;
  return (text.endsWith('\r') ? text.slice(0, -1) : text).split(dialect.delimiter);
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
  while (line[at] === ' ' || line[at] === '\r') at++;
  return at;
}
