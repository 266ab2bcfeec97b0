import { hashRows, isSameRow } from '../../stats/index.ts';
import { type Column, isNumeric } from '../../table/index.ts';
import type { JoinedTables } from './join-tables.ts';
import { cellChances } from './row-chance.ts';

/** A test row and a training row that it equals. */
export interface Copy {
  readonly testRow: number;
  readonly trainRow: number;
}

/** Expected number of equal training rows from which a copy is put down to chance. */
const BY_CHANCE = 0.05;

/**
 * Test rows that equal a training row in every given column, and that chance does not explain.
 *
 * @param columns Columns of the joined table that are compared: features, without ids.
 * @returns Rows as numbered in each table of its own.
 * @cost O(rows * columns)
 * @source Knuth (1998), "The Art of Computer Programming" 3, 6.4; Fellegi & Sunter (1969), JASA 64, for the chance.
 */
export function findCopies({ nTrain, nTest }: JoinedTables, columns: readonly Column[]): Copy[] {
  if (columns.length === 0) return [];
  const hashes = hashRows(columns, nTrain + nTest);
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, nTrain * 2)));
  const slots = new Int32Array(size).fill(-1);
  const slotOf = (row: number): number => {
    let slot = hashes[row] & (size - 1);
    while (slots[slot] >= 0 && !isSameRow(columns, hashes, slots[slot], row))
      slot = (slot + 1) & (size - 1);
    return slot;
  };
  for (let row = 0; row < nTrain; row++) {
    const slot = slotOf(row);
    if (slots[slot] < 0) slots[slot] = row;
  }
  const copies: Copy[] = [];
  for (let row = nTrain; row < nTrain + nTest; row++) {
    const found = slots[slotOf(row)];
    if (found >= 0) copies.push({ testRow: row - nTrain, trainRow: found });
  }
  if (copies.length === 0) return [];
  const chances = cellChances(columns);
  return copies.filter(
    ({ trainRow }) => chances.reduce((product, of) => product * of(trainRow), nTrain) < BY_CHANCE,
  );
}

/** Whether two rows hold the same value; missing equals missing. */
export function isSameCell(column: Column, a: number, b: number): boolean {
  if (!isNumeric(column)) return column.codes[a] === column.codes[b];
  const x = column.values[a];
  const y = column.values[b];
  return x === y || (Number.isNaN(x) && Number.isNaN(y));
}
