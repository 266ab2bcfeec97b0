import { SQUARED } from '../kernels/index.ts';
import { takeMatrixRows } from '../math/index.ts';
import { findNearest, layOutRows } from '../models/neighbors/search/index.ts';
import type { MixedRows } from './mixed-rows.ts';
import { nearestMixed } from './nearest-mixed.ts';

/**
 * Finds the `k` other rows that are nearest to each asked row, nearest first; of equally near ones the earlier.
 *
 * Exact. Numbers alone are searched by kernels, which know no categories.
 *
 * @param asked Places of rows, each below n.
 * @param k Below n.
 * @shape result: asked x k
 * @cost O(n (p + q)) per asked row at worst.
 */
export function nearestInClass(rows: MixedRows, asked: Int32Array, k: number): Int32Array {
  if (rows.nCodes > 0) return nearestMixed(rows, asked, k);
  const found = new Int32Array(asked.length * k);
  const space = layOutRows(rows.numbers, SQUARED, k + 1);
  const queries = takeMatrixRows(rows.numbers, asked);
  findNearest(space, queries, k + 1, (query, { rows: near, count }) => {
    const others = near.subarray(0, count).filter((row) => row !== asked[query]);
    found.set(others.subarray(0, k), query * k);
  });
  return found;
}
