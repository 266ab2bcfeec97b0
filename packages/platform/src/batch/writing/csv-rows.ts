import { type LineColumn, type TextSpans, writeLines } from '@kaizenml/ml/cells';
import { csvLine } from '../../datasets/index.ts';
import type { OutColumn, ValuesOut } from '../out-column.ts';
import { growingBytes } from './growing-bytes.ts';
import { mostBytes, writeText } from './write-text.ts';

/** The line of names above the rows. */
export function csvNames(columns: readonly { readonly name: string }[]): string {
  return csvLine(columns.map(({ name }) => name));
}

/** Rows as lines of CSV, as `writeAnswers` writes them. @param spare Memory for them, if it reaches. */
export function csvRows(
  columns: readonly OutColumn[],
  nRows: number,
  spare?: ArrayBuffer,
): Uint8Array<ArrayBuffer> {
  const bytes = growingBytes(spare);
  writeLines(columns.map(lineColumn), nRows, bytes.add);
  return bytes.finish();
}

function lineColumn(column: OutColumn): LineColumn {
  if ('spans' in column) return { kind: 'spans', spans: column.spans };
  if (column.kind === 'number') return { kind: 'numbers', values: column.values };
  if (column.kind === 'whole') return wholeColumn(column);
  return { kind: 'spans', spans: spansOf(column) };
}

/** Where the text of each row stands, when every different one is written once. */
function spansOf({ codes, levels }: Extract<ValuesOut, { readonly kind: 'text' }>): TextSpans {
  const bytes = Buffer.allocUnsafeSlow(mostBytes(levels));
  const [starts, lengths] = [new Uint32Array(levels.length), new Uint32Array(levels.length)];
  let at = 0;
  for (const [k, level] of levels.entries()) {
    starts[k] = at;
    at += lengths[k] = writeText(level, bytes, at);
  }
  const pairs = new Uint32Array(2 * codes.length);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    if (code < 0) continue;
    pairs[2 * i] = starts[code] as number;
    pairs[2 * i + 1] = lengths[code] as number;
  }
  return { bytes: bytes.subarray(0, at), pairs };
}

/** Whole numbers as doubles where these hold all of them, else as texts. */
function wholeColumn({
  values,
  isMissing,
}: Extract<OutColumn, { readonly kind: 'whole' }>): LineColumn {
  const numbers = new Float64Array(values.length);
  const halves = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  let isExact = true;
  for (let i = 0; i < numbers.length; i++) {
    const [low, high] = [(halves[2 * i] as number) >>> 0, halves[2 * i + 1] as number];
    isExact &&= isMissing[i] === 1 || (high >= -0x20_0000 && high < 0x20_0000);
    numbers[i] = isMissing[i] === 1 ? Number.NaN : high * 2 ** 32 + low;
  }
  if (isExact) return { kind: 'numbers', values: numbers };
  const codes = Int32Array.from(isMissing, (missing, i) => (missing === 1 ? -1 : i));
  return { kind: 'levels', codes, written: Array.from(values, (value) => Buffer.from(`${value}`)) };
}
