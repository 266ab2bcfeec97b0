import type { Matrix } from '../../../math/index.ts';
import { type Axis, binOf } from './axis.ts';

/** What one column adds to the scores. */
export interface Curve {
  readonly column: number;
  /** Added to score k in bin b at b * nScores + k; weighted mean 0 over the training rows. */
  readonly contributions: Float64Array;
  /** Standard deviation of each contribution between the bags. */
  readonly deviations: Float64Array;
  /** Training weight per bin. */
  readonly weights: Float64Array;
}

/** What two columns add together, beyond what each adds alone. */
export interface Surface {
  readonly columns: readonly [number, number];
  /** Cell of each bin, per column: bins are merged into fewer cells. */
  readonly cellOfBin: readonly [Uint8Array, Uint8Array];
  /** Cells per column. */
  readonly nCells: readonly [number, number];
  /** Added to score k in cell (a, b) at (a * nCells[1] + b) * nScores + k; weighted mean 0 over the training rows. */
  readonly contributions: Float64Array;
  readonly deviations: Float64Array;
  /** Training weight per cell (a, b). */
  readonly weights: Float64Array;
}

/** A sum of curves and surfaces: the state of an additive model. */
export interface AdditiveState {
  /** 0 for regression. */
  readonly nClasses: number;
  readonly axes: readonly Axis[];
  /** One per score: 1 for regression and two classes, one per class for more. */
  readonly intercepts: Float64Array;
  /** One per column, in their order. */
  readonly curves: readonly Curve[];
  /** The strongest first. */
  readonly surfaces: readonly Surface[];
}

/** Bins of one row. */
export function binRow({ axes }: AdditiveState, x: Matrix, row: number, bins: Uint8Array): void {
  const start = row * x.nColumns;
  for (let j = 0; j < axes.length; j++) bins[j] = binOf(axes[j], x.values[start + j]);
}

/** The cell of a surface that a row with these bins lies in. */
export function cellOf({ columns, cellOfBin, nCells }: Surface, bins: Uint8Array): number {
  return cellOfBin[0][bins[columns[0]]] * nCells[1] + cellOfBin[1][bins[columns[1]]];
}

/**
 * Scores of a matrix: intercept, then curves, then surfaces, added in that order.
 *
 * @shape x: m x p; the result is m x nScores.
 */
export function scoresOf(state: AdditiveState, x: Matrix): Float64Array {
  const { intercepts, curves, surfaces } = state;
  const nScores = intercepts.length;
  const scores = new Float64Array(x.nRows * nScores);
  const bins = new Uint8Array(x.nColumns);
  for (let i = 0; i < x.nRows; i++) {
    binRow(state, x, i, bins);
    for (let k = 0; k < nScores; k++) {
      let sum = intercepts[k];
      for (const { column, contributions } of curves)
        sum += contributions[bins[column] * nScores + k];
      for (const surface of surfaces)
        sum += surface.contributions[cellOf(surface, bins) * nScores + k];
      scores[i * nScores + k] = sum;
    }
  }
  return scores;
}
