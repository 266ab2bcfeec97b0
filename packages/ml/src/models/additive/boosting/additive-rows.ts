import { type Heap, threadHeap } from '../../../kernels/index.ts';
import { type Matrix, takeMatrixRows } from '../../../math/index.ts';
import type { Target } from '../../estimator.ts';
import { type Axis, axesOf, binMatrix } from '../shapes/index.ts';
import type { Cells } from './row-passes.ts';
import { startScores } from './start-scores.ts';
import { type WorkingResiduals, workingResiduals } from './working-residuals.ts';

/** What a fit learns from: rows of weight above 0, binned. */
export interface AdditiveRows {
  readonly y: Target;
  readonly weights: Float64Array;
  readonly axes: readonly Axis[];
  /** Column-major: row i of column j at j * n + i. */
  readonly bins: Uint8Array;
  /** Score of the best constant, one per score. */
  readonly start: Float64Array;
}

/** One of the averaged models. */
export interface Bag {
  /** 1 for rows that this model does not learn from. */
  readonly isHeldOut: Uint8Array;
  /** Per column: score k of bin b at k * nBins + b. */
  readonly curves: readonly Float64Array[];
}

/** The rows of weight above 0, binned. @param given Weight per row. Default 1 each. */
export function additiveRows(
  x: Matrix,
  y: Target,
  given: Float64Array | undefined,
  maxBins: number,
): AdditiveRows {
  const kept = Int32Array.from([...Array(x.nRows).keys()].filter((i) => !given || given[i] > 0));
  const isAll = kept.length === x.nRows;
  const seen = isAll ? x : takeMatrixRows(x, kept);
  const target = isAll ? y : takeTargetRows(y, kept);
  const weights = Float64Array.from(kept, (i) => given?.[i] ?? 1);
  const axes = axesOf(seen, maxBins);
  const bins = binMatrix(axes, seen);
  return { y: target, weights, axes, bins, start: startScores(target, weights) };
}

function takeTargetRows(y: Target, rows: Int32Array): Target {
  return y.kind === 'regression'
    ? { kind: 'regression', values: Float64Array.from(rows, (i) => y.values[i]) }
    : { ...y, codes: rows.map((i) => y.codes[i]) };
}

/** The bins of one column. */
export function columnOf({ bins, weights }: AdditiveRows, column: number): Uint8Array {
  return bins.subarray(column * weights.length, (column + 1) * weights.length);
}

/** Weight per cell, of all rows or of those that are not held out. */
export function sumByCell(
  cells: Cells,
  nCells: number,
  weights: Float64Array,
  isHeldOut?: Uint8Array,
): Float64Array {
  const sums = new Float64Array(nCells);
  for (let i = 0; i < cells.length; i++) if (isHeldOut?.[i] !== 1) sums[cells[i]] += weights[i];
  return sums;
}

/** Works with the loss of a bag around what its curves give; the loss ends with the work. */
export function withLoss<T>(
  rows: AdditiveRows,
  bag: Bag,
  work: (loss: WorkingResiduals, heap: Heap) => T,
): T {
  const heap = threadHeap();
  const mark = heap.mark();
  try {
    return work(workingResiduals({ ...rows, ...bag }, scoresOfBag(rows, bag), heap), heap);
  } finally {
    heap.release(mark);
  }
}

function scoresOfBag(rows: AdditiveRows, { curves }: Bag): Float64Array {
  const { weights, start, axes } = rows;
  const n = weights.length;
  const scores = new Float64Array(n * start.length);
  for (let k = 0; k < start.length; k++) {
    const own = scores.subarray(k * n, (k + 1) * n).fill(start[k]);
    curves.forEach((curve, j) => {
      const cells = columnOf(rows, j);
      const heights = curve.subarray(k * axes[j].nBins, (k + 1) * axes[j].nBins);
      for (let i = 0; i < n; i++) own[i] += heights[cells[i]];
    });
  }
  return scores;
}
