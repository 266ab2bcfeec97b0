import { isUtf8 } from 'node:buffer';
import { createLevelCoder, type LevelCoder } from './level-coder.ts';
import type { PieceRows, RawColumn } from './piece.ts';

/** What is read of JSON lines. */
export interface JsonWanted {
  readonly wanted: ReadonlySet<string>;
  /** Columns that are read as numbers where every value is one. */
  readonly numbers: ReadonlySet<string>;
}

const LONG_DIGITS = /\d{16}/;
const LONG_WHOLE = /^-?\d{16,}$/;

/**
 * Cuts JSON lines into columns; a line that is no object is broken, blank lines are left out.
 *
 * Whole numbers of 16 digits and more are the text that stands there: a double would change them.
 */
export function readJsonPiece(bytes: Uint8Array, { wanted, numbers }: JsonWanted): PieceRows {
  const isText = isUtf8(bytes);
  const lines = Buffer.from(bytes)
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const broken = new Map<number, string>();
  const sinks = new Map([...wanted].map((name) => [name, sinkOf(lines.length, numbers.has(name))]));
  for (const [i, line] of lines.entries()) {
    const row = !isText && line.includes('\ufffd') ? NOT_UTF8 : parseRow(line);
    if (typeof row === 'string') broken.set(i, row);
    else
      for (const [name, sink] of sinks) {
        const value = Object.hasOwn(row, name) ? row[name] : undefined;
        if (value !== undefined && value !== null) sink.set(i, value);
      }
  }
  const columns = new Map([...sinks].map(([name, sink]) => [name, sink.finish()]));
  return { nRows: lines.length, columns, broken };
}

const NOT_UTF8 = 'The line must be text in UTF-8, got other bytes.';

function parseRow(line: string): Readonly<Record<string, unknown>> | string {
  let row: unknown;
  try {
    row = LONG_DIGITS.test(line) ? JSON.parse(line, keepLong) : JSON.parse(line);
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    return 'The line must be one JSON object, got text that is not JSON.';
  }
  if (typeof row === 'object' && row !== null && !Array.isArray(row))
    return row as Record<string, unknown>;
  return `The line must be one JSON object, got ${Array.isArray(row) ? 'an array' : JSON.stringify(row)}.`;
}

/** Marks whole numbers whose digits a double would change. */
const DIGITS = Symbol('digits');

interface LongWhole {
  readonly [DIGITS]: string;
}

function isLongWhole(value: unknown): value is LongWhole {
  return typeof value === 'object' && value !== null && DIGITS in value;
}

function keepLong(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source ?? '';
  return typeof value === 'number' && LONG_WHOLE.test(source) ? { [DIGITS]: source } : value;
}

interface Sink {
  readonly set: (row: number, value: unknown) => void;
  readonly finish: () => RawColumn;
}

/** Numbers as long as every value is one; the first other value turns them into texts. */
function sinkOf(nRows: number, mayBeNumbers: boolean): Sink {
  const values = mayBeNumbers ? new Float64Array(nRows).fill(Number.NaN) : undefined;
  let texts: LevelCoder | undefined = mayBeNumbers ? undefined : createLevelCoder(nRows);
  const turn = (): LevelCoder => {
    const coder = createLevelCoder(nRows);
    for (const [i, value] of (values ?? new Float64Array()).entries())
      if (!Number.isNaN(value)) coder.set(i, String(value), String(value));
    return coder;
  };
  return {
    set(row, value) {
      if (texts === undefined && values !== undefined && typeof value === 'number') {
        values[row] = value;
        return;
      }
      texts ??= turn();
      setText(texts, row, value);
    },
    finish: () =>
      texts === undefined && values !== undefined
        ? { layout: 'numbers', values }
        : (texts ?? turn()).finish(),
  };
}

function setText(coder: LevelCoder, row: number, value: unknown): void {
  if (typeof value === 'string') coder.set(row, value);
  else if (isLongWhole(value)) coder.set(row, value[DIGITS], value[DIGITS]);
  else {
    const text = JSON.stringify(value);
    coder.set(row, text, text);
  }
}
