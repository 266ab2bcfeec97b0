import { type Column, cell, findColumn, type Table, takeRows } from '@kaizenml/ml/table';

/**
 * The rows of a table that another one lacks, in their order. A row that both have counts as often as each has it: of three equal rows
 * against one, two are new.
 *
 * @param table Its columns are compared; one that `known` lacks is missing there.
 * @cost O(rows * columns), and a text per different row in memory.
 */
export function rowsBeyond(table: Table, known: Table): Table {
  const columns = table.columns.map(({ name }) => findColumn(known, name));
  const counts = new Map<string, number>();
  for (let i = 0; i < known.nRows; i++) {
    const key = rowKey(columns, i);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const isNew = (i: number): boolean => {
    const key = rowKey(table.columns, i);
    const left = counts.get(key) ?? 0;
    if (left > 0) counts.set(key, left - 1);
    return left === 0;
  };
  return takeRows(table, Int32Array.from({ length: table.nRows }, (_, i) => i).filter(isNew));
}

function rowKey(columns: readonly (Column | undefined)[], i: number): string {
  return JSON.stringify(columns.map((column) => (column ? cell(column, i) : null)));
}
