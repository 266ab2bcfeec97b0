import { type Cuts, MAX_BINS } from '../../../kernels/trees/forest/binned-columns.ts';
import type { Matrix } from '../../../math/index.ts';
import type { Team } from '../../../trees/threads/team.ts';

/** A matrix as bin numbers in linear memory. */
export interface PlacedBins {
  readonly nRows: number;
  readonly nColumns: number;
  /** Address of n p bytes: the bin of row i in column j is at j * nRows + i. */
  readonly bins: number;
  readonly cuts: Cuts;
}

/** Columns sorted at a time at most, and the bytes that they may take. */
const GROUP_COLUMNS = 8;
const GROUP_BYTES = 2 ** 28;
/** What the sorting kernel counts in. */
const SORT_COUNTS_BYTES = 6 * 2048 * 4;
/** Room for cuts that the binning kernel expects. */
const MAX_CUTS = 255;

/**
 * Cuts every column into at most 255 bins.
 *
 * A column with at most 255 distinct values has one bin for each, so that its splits are exact. Any
 * other column is cut at about equal counts. A cut lies midway between two neighboring values.
 *
 * @shape x: n x p without NaN
 * @cost O(n p) time, n p bytes of the heap.
 */
export function binColumns(team: Team, x: Matrix): PlacedBins {
  const { heap } = team;
  const { nRows: n, nColumns: p } = x;
  const bins = heap.take(n * p);
  const cuts: Float64Array[] = [];
  const mark = heap.mark();
  const fitting = Math.floor(GROUP_BYTES / (24 * n));
  const width = Math.min(p, GROUP_COLUMNS, Math.max(1, fitting));
  const columns = Array.from({ length: width }, () => ({
    values: heap.take(8 * n),
    sorted: heap.take(8 * n),
    spare: heap.take(8 * n + SORT_COUNTS_BYTES),
    cuts: heap.take(8 * MAX_CUTS),
  }));
  for (let first = 0; first < p; first += width) {
    const group = columns.slice(0, p - first);
    const views = group.map(({ values }) => heap.doubles(values, n));
    for (let i = 0, at = first; i < n; i++, at += p)
      for (let k = 0; k < views.length; k++) views[k][i] = x.values[at + k];
    group.forEach(({ sorted }, k) => {
      heap.doubles(sorted, n).set(views[k]);
    });
    team.run(group.map(({ sorted, spare }) => [['sortDoubles', sorted, n, spare]]));
    for (const column of group) {
      const own = cutsOf(heap.doubles(column.sorted, n));
      heap.doubles(column.cuts, MAX_CUTS).fill(Number.POSITIVE_INFINITY);
      heap.doubles(column.cuts, MAX_CUTS).set(own);
      cuts.push(own);
    }
    team.run(
      group.map((column, k) => [
        ['binNumbers', column.values, 1, n, column.cuts, 0, bins + (first + k) * n],
      ]),
    );
  }
  heap.release(mark);
  return { nRows: n, nColumns: p, bins, cuts: joined(cuts) };
}

function joined(cuts: readonly Float64Array[]): Cuts {
  const offsets = new Int32Array(cuts.length + 1);
  cuts.forEach((own, j) => {
    offsets[j + 1] = offsets[j] + own.length;
  });
  const values = new Float64Array(offsets[cuts.length]);
  cuts.forEach((own, j) => {
    values.set(own, offsets[j]);
  });
  return { values, offsets };
}

function cutsOf(sorted: Float64Array): Float64Array {
  const n = sorted.length;
  /** Where each distinct value ends. */
  const ends = new Int32Array(n);
  let nDistinct = 0;
  for (let i = 0; i < n; i++)
    if (i + 1 === n || sorted[i] !== sorted[i + 1]) ends[nDistinct++] = i + 1;
  const cuts: number[] = [];
  let cutAt = 0;
  for (let k = 0; k < nDistinct - 1; k++) {
    const perBin = (n - cutAt) / (MAX_BINS - cuts.length);
    if (nDistinct > MAX_BINS && ends[k] - cutAt < perBin) continue;
    if (cuts.length === MAX_BINS - 1) break;
    cuts.push(midway(sorted[ends[k] - 1], sorted[ends[k]]));
    cutAt = ends[k];
  }
  return Float64Array.from(cuts);
}

function midway(a: number, b: number): number {
  const middle = a / 2 + b / 2;
  return middle >= a && middle < b ? middle : a;
}
