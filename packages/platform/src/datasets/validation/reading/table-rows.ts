import type { Finding } from '@kaizenml/contracts';
import { type Column, cell, findColumn, isNumeric, type Table } from '@kaizenml/ml/table';
import { ABSENT, type RawColumn, type RowChunk, VALUE } from '@kaizenml/ml/validation';
import { csvLine } from '../../csv/write-csv.ts';
import type { RowSource, WantedColumn } from './row-source.ts';

const CHUNK_ROWS = 1 << 16;

/** Rows of a table in memory: ARFF or a JSON array. Rows are written as CSV. */
export function tableRows(
  name: string,
  table: Table,
  findings: readonly Finding[] = [],
): RowSource {
  const { nRows, columns } = table;
  async function* chunks(wanted: readonly WantedColumn[]): AsyncGenerator<RowChunk> {
    for (let start = 0; start < nRows; start += CHUNK_ROWS) {
      const end = Math.min(nRows, start + CHUNK_ROWS);
      const read = new Map(
        wanted.map(({ name: column }) => [
          column,
          rawColumn(findColumn(table, column), start, end),
        ]),
      );
      yield { nRows: end - start, column: (column) => read.get(column) };
    }
  }
  async function* records(): AsyncGenerator<string[]> {
    for (let start = 0; start < nRows; start += CHUNK_ROWS) {
      const rows: string[] = [];
      for (let i = start; i < Math.min(nRows, start + CHUNK_ROWS); i++)
        rows.push(latin1(csvLine(columns.map((column) => cell(column, i)))).slice(0, -1));
      yield rows;
    }
  }
  return {
    name,
    findings,
    columns: () => columns.map(({ name: column, kind }) => ({ name: column, kind })),
    chunks,
    records,
    writer: {
      header: (added) => latin1(csvLine([...columns.map((column) => column.name), ...added])),
      line: (row, added) =>
        added === undefined || Object.keys(added).length === 0
          ? `${row}\n`
          : `${row},${latin1(csvLine(Object.values(added)))}`,
    },
  };
}

/** Written rows are bytes in a string, whatever their encoding. */
export function latin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function rawColumn(column: Column | undefined, start: number, end: number): RawColumn | undefined {
  if (column === undefined) return undefined;
  if (!isNumeric(column))
    return { layout: 'texts', codes: column.codes.subarray(start, end), levels: column.levels };
  const values = column.values.subarray(start, end);
  const marks = Uint8Array.from(values, (value) => (Number.isNaN(value) ? ABSENT : VALUE));
  const written = (i: number): string | null => {
    const value = cell(column, start + i);
    return value === null ? null : String(value);
  };
  return { layout: 'numbers', values, marks, written };
}
