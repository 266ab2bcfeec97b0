import { cell, type Table } from '@kaizenml/ml/table';

const NEEDS_QUOTES = /[",\n\r]|^\s|\s$/;
const ROWS_PER_PIECE = 4096;

/** One record as a line of RFC 4180 with commas and LF; a lone empty cell is written as `""`. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  if (cells.length === 1 && (cells[0] === '' || cells[0] === null)) return '""\n';
  return `${cells.map(csvCell).join(',')}\n`;
}

function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  return NEEDS_QUOTES.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/**
 * A table as CSV text in pieces: a header, then one line per row in order; missing values are empty.
 *
 * Numbers are written with the fewest digits that read back as the same number, dates as ISO 8601 in UTC.
 *
 * @source RFC 4180, "Common Format and MIME Type for CSV Files".
 */
export function* csvText({ columns, nRows }: Table): Generator<string> {
  yield csvLine(columns.map(({ name }) => name));
  for (let start = 0; start < nRows; start += ROWS_PER_PIECE) {
    let piece = '';
    for (let i = start; i < Math.min(nRows, start + ROWS_PER_PIECE); i++)
      piece += csvLine(columns.map((column) => cell(column, i)));
    yield piece;
  }
}
