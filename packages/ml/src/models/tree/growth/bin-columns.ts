import {
  type BinnedColumns,
  binOf,
  MAX_BINS,
} from '../../../kernels/trees/forest/binned-columns.ts';
import type { Matrix } from '../../../math/index.ts';

/**
 * Cuts every column into at most 255 bins.
 *
 * A column with at most 255 distinct values has one bin for each, so that its splits are exact. Any
 * other column is cut at about equal counts. A cut lies midway between two neighboring values.
 *
 * @shape x: n x p without NaN
 * @cost O(n p log n) time, n p bytes.
 */
export function binColumns(x: Matrix): BinnedColumns {
  const { nRows: n, nColumns: p, values } = x;
  const bins = new Uint8Array(n * p);
  const offsets = new Int32Array(p + 1);
  const cuts: Float64Array[] = [];
  const column = new Float64Array(n);
  for (let j = 0; j < p; j++) {
    for (let i = 0; i < n; i++) column[i] = values[i * p + j];
    const own = cutsOf(column.slice().sort());
    for (let i = 0; i < n; i++) bins[j * n + i] = binOf(own, 0, own.length, column[i]);
    cuts.push(own);
    offsets[j + 1] = offsets[j] + own.length;
  }
  const all = new Float64Array(offsets[p]);
  cuts.forEach((own, j) => {
    all.set(own, offsets[j]);
  });
  return { nRows: n, nColumns: p, bins, cuts: { values: all, offsets } };
}

function cutsOf(sorted: Float64Array): Float64Array {
  const distinct: number[] = [];
  const ends: number[] = [];
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) ends[ends.length - 1] = i + 1;
    else {
      distinct.push(sorted[i]);
      ends.push(i + 1);
    }
  }
  const cuts: number[] = [];
  let cutAt = 0;
  for (let k = 0; k < distinct.length - 1; k++) {
    const perBin = (sorted.length - cutAt) / (MAX_BINS - cuts.length);
    if (distinct.length > MAX_BINS && ends[k] - cutAt < perBin) continue;
    if (cuts.length === MAX_BINS - 1) break;
    cuts.push(midway(distinct[k], distinct[k + 1]));
    cutAt = ends[k];
  }
  return Float64Array.from(cuts);
}

function midway(a: number, b: number): number {
  const middle = a / 2 + b / 2;
  return middle >= a && middle < b ? middle : a;
}
