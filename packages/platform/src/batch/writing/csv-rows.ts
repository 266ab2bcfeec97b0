import { type LineColumn, writeLines } from '@kaizenml/ml/cells';
import { csvLine } from '../../datasets/index.ts';
import type { OutColumn } from '../out-column.ts';
import { growingBytes } from './growing-bytes.ts';

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
  const written = column.levels.map((level) => Buffer.from(csvLine([level, '']).slice(0, -2)));
  return { kind: 'levels', codes: column.codes, written };
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
