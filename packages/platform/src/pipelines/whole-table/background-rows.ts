import type { Row } from '@kaizenml/contracts';
import { seededRandom, shuffledIndices } from '@kaizenml/ml/math';
import { rowAt, type Table } from '@kaizenml/ml/table';

const MOST_ROWS = 64;

/** Rows that explanations compare with: all, or drawn ones. */
export function backgroundRows(table: Table, seed: number): Row[] {
  const drawn = [...shuffledIndices(table.nRows, seededRandom(seed)).slice(0, MOST_ROWS)];
  return drawn.sort((a, b) => a - b).map((row) => rowAt(table, row));
}
