import { csvLine } from '../../datasets/index.ts';
import type { OutColumn } from '../out-column.ts';

const ROWS_PER_PIECE = 8192;

/** The line of names above the rows. */
export function csvNames(columns: readonly { readonly name: string }[]): string {
  return csvLine(columns.map(({ name }) => name));
}

/** Rows as lines of CSV, as `writeAnswers` writes them. */
export function csvRows(columns: readonly OutColumn[], nRows: number): Buffer {
  const cells = columns.map((column) => cellOf(column, columns.length === 1));
  const parts: Buffer[] = [];
  for (let start = 0; start < nRows; start += ROWS_PER_PIECE) {
    const end = Math.min(nRows, start + ROWS_PER_PIECE);
    let text = '';
    for (let i = start; i < end; i++) {
      let separator = '';
      for (const cell of cells) {
        text += separator + cell(i);
        separator = ',';
      }
      text += '\n';
    }
    parts.push(Buffer.from(text, 'utf8'));
  }
  return Buffer.concat(parts);
}

function cellOf(column: OutColumn, isAlone: boolean): (i: number) => string {
  const nothing = isAlone ? '""' : '';
  if (column.kind === 'number')
    return (i) => {
      const value = column.values[i] as number;
      if (Number.isNaN(value)) return nothing;
      return value === 0 && Object.is(value, -0) ? '-0' : `${value}`;
    };
  if (column.kind === 'whole')
    return (i) => (column.isMissing[i] === 1 ? nothing : String(column.values[i]));
  const written = column.levels.map((level) =>
    csvLine(isAlone ? [level] : [level, '']).slice(0, isAlone ? -1 : -2),
  );
  return (i) => written[column.codes[i] as number] ?? nothing;
}
