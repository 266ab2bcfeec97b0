import { type Column, cell, type Table } from '@kaizenml/ml/table';
import type { RowBatch, TextRows } from './text-rows.ts';

const BATCH_ROWS = 4096;
const TYPES: Readonly<Partial<Record<Column['kind'], string>>> = {
  number: 'DOUBLE',
  date: 'TIMESTAMP',
};

/** The rows of a table in memory. */
export function tableRows({ columns, nRows }: Table): TextRows {
  async function* batches(): AsyncGenerator<RowBatch> {
    for (let start = 0; start < nRows; start += BATCH_ROWS)
      yield {
        nRows: Math.min(BATCH_ROWS, nRows - start),
        cell: (row, j) => {
          const column = columns[j];
          return column === undefined ? '' : String(cell(column, start + row) ?? '');
        },
      };
  }
  return {
    names: columns.map(({ name }) => name),
    types: columns.map(({ kind }) => TYPES[kind] ?? 'VARCHAR'),
    batches,
  };
}
