import { inSharedMemory } from '../math/in-shared-memory.ts';
import { isNumeric } from './column.ts';
import type { Table } from './table.ts';

/**
 * The table with its values and codes in memory that threads share: a thread that it is posted to reads the same
 * bytes. Levels are copied to each thread. Columns that lie there already stay where they are.
 *
 * @cost O(rows * columns), and as many bytes again as the columns take: drop the table that was given.
 */
export function shareTable({ nRows, columns }: Table): Table {
  return {
    nRows,
    columns: columns.map((column) =>
      isNumeric(column)
        ? { ...column, values: inSharedMemory(column.values) }
        : { ...column, codes: inSharedMemory(column.codes) },
    ),
  };
}
