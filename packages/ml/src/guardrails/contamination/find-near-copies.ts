import type { Random } from '../../math/index.ts';
import { mixHash, sortedPresent } from '../../stats/index.ts';
import { type Column, isNumeric } from '../../table/index.ts';
import { rowsForColumns, spacedRows, valuesAt } from '../spaced-rows.ts';
import { type Copy, isSameCell } from './find-copies.ts';
import type { JoinedTables } from './join-tables.ts';
import { cellChances } from './row-chance.ts';

/** Numbers this much of a standard deviation apart count as the same, or this share of their size up to a limit. */
const TOLERANCE = 0.02;
const RELATIVE = 0.025;
const MOST_TOLERANCE = 0.15;
/** Width of the cells that numbers are put into before rows are hashed, in standard deviations. */
const CELL = 1;
/** Times that rows are hashed, each on other columns and with other cells. */
const N_HASHES = 12;
/** Share of the columns that each hash leaves out. */
const LEFT_OUT = 0.25;
/** Training rows of one hash that a test row is compared with. */
const MOST_COMPARED = 12;
/** Columns per cell that may differ altogether. */
const COLUMNS_PER_TYPO = 6;
/** Expected number of such training rows from which a near copy is put down to chance. */
const BY_CHANCE = 0.05;
/** Test rows that are looked at. */
const MOST_ROWS = 8000;

/**
 * Test rows that nearly equal a training row: numbers within 2 % of a standard deviation or
 * 2.5 % of their size, categories equal, and at most
 * one column in six otherwise.
 *
 * Locality-sensitive hashing: rows meet when they fall into the same cells in three quarters of the columns, for one of
 * twelve draws of columns and cells; rows that meet are compared in full. A near copy that chance explains, columns taken
 * as independent, is not told.
 *
 * @param columns Columns of the joined table that are compared: features, without ids and free texts. At least 3.
 * @param skip Test rows that are exact copies.
 * @cost O(rows * columns), on 8000 test rows at most.
 * @source Indyk & Motwani (1998), "Approximate Nearest Neighbors", STOC; Datar et al. (2004), SoCG.
 */
export function findNearCopies(
  { nTrain, nTest }: JoinedTables,
  columns: readonly Column[],
  { skip, random }: { readonly skip: ReadonlySet<number>; readonly random: Random },
): Copy[] {
  if (columns.length < 3 || nTrain === 0) return [];
  const nOfSpread = rowsForColumns(columns.length, MOST_OF_SPREAD);
  const spreads = columns.map((column) =>
    isNumeric(column) ? spreadOf(column.values, nOfSpread) : 0,
  );
  const tolerance = (j: number, x: number): number =>
    spreads[j] *
    Math.min(MOST_TOLERANCE, Math.max(TOLERANCE, (RELATIVE * Math.abs(x)) / (spreads[j] || 1)));
  const nTypos = Math.floor(columns.length / COLUMNS_PER_TYPO);
  const tested = Int32Array.from({ length: Math.min(nTest, MOST_ROWS) }, (_, i) => i).filter(
    (i) => !skip.has(i),
  );
  const partner = new Map<number, number>();
  for (let h = 0; h < N_HASHES; h++) {
    const hashes = hashCells(columns, spreads, random);
    const rowsOf = new Map<number, number[]>();
    for (const i of tested) if (!partner.has(i)) rowsOf.set(hashes[nTrain + i], []);
    for (let row = 0; row < nTrain; row++) {
      const rows = rowsOf.get(hashes[row]);
      if (rows && rows.length < MOST_COMPARED) rows.push(row);
    }
    for (const i of tested) {
      if (partner.has(i)) continue;
      const near = rowsOf
        .get(hashes[nTrain + i])
        ?.find((row) => nDifferent(columns, tolerance, [row, nTrain + i], nTypos) <= nTypos);
      if (near !== undefined) partner.set(i, near);
    }
  }
  if (partner.size === 0) return [];
  const chances = cellChances(columns, tolerance);
  return [...partner]
    .filter(([i, row]) => {
      let expected = nTrain;
      for (let j = 0; j < columns.length; j++) {
        const isNear = isSame(columns[j], (x) => tolerance(j, x), row, nTrain + i);
        expected *= isNear ? chances[j](row) : columns.length;
      }
      return expected < BY_CHANCE;
    })
    .map(([testRow, trainRow]) => ({ testRow, trainRow }));
}

/** Rows whose spread stands for that of all. */
const MOST_OF_SPREAD = 10_000;

/** Half the width of the middle two thirds, so that a few giants do not widen it; else the standard deviation. */
function spreadOf(values: Float64Array, nRows: number): number {
  const sorted = sortedPresent(valuesAt(values, spacedRows(values.length, nRows)));
  if (sorted.length === 0) return 0;
  const at = (p: number) => sorted[Math.floor(p * (sorted.length - 1))];
  const middle = (at(0.84) - at(0.16)) / 2;
  if (middle > 0) return middle;
  const mean = sorted.reduce((sum, x) => sum + x, 0) / sorted.length;
  return Math.sqrt(sorted.reduce((sum, x) => sum + (x - mean) ** 2, 0) / sorted.length);
}

function hashCells(
  columns: readonly Column[],
  spreads: readonly number[],
  random: Random,
): Int32Array {
  const first = columns[0];
  const nRows = isNumeric(first) ? first.values.length : first.codes.length;
  const hashes = new Int32Array(nRows);
  columns.forEach((column, j) => {
    const isLeftOut = random.next() < LEFT_OUT;
    const offset = random.next();
    if (isLeftOut) return;
    if (!isNumeric(column)) {
      for (let i = 0; i < nRows; i++) hashes[i] = mixHash(hashes[i], column.codes[i]);
      return;
    }
    const width = spreads[j] * CELL || 1;
    for (let i = 0; i < nRows; i++)
      hashes[i] = mixHash(hashes[i], Math.floor(column.values[i] / width + offset) | 0);
  });
  return hashes;
}

function nDifferent(
  columns: readonly Column[],
  tolerance: (column: number, x: number) => number,
  [a, b]: readonly [number, number],
  most: number,
): number {
  let n = 0;
  for (let j = 0; j < columns.length && n <= most; j++)
    if (!isSame(columns[j], (x) => tolerance(j, x), a, b)) n++;
  return n;
}

function isSame(column: Column, tolerance: (x: number) => number, a: number, b: number): boolean {
  if (isSameCell(column, a, b)) return true;
  return (
    isNumeric(column) &&
    Math.abs(column.values[a] - column.values[b]) <= tolerance(column.values[a])
  );
}
