import { AppError } from '@kaizenml/contracts';
import type { Axis } from './axis.ts';
import { checkShapes } from './check-shapes.ts';
import { type AdditiveState, binRow, cellOf } from './shapes.ts';

/** Which values a cell of a term stands for. */
export type Cell =
  | { readonly kind: 'missing' }
  /** Values v with low < v <= high; null is open. */
  | { readonly kind: 'range'; readonly low: number | null; readonly high: number | null }
  /** Codes of a category; `hasOthers` where levels without a cell of their own, also unseen ones, belong. */
  | { readonly kind: 'levels'; readonly codes: readonly number[]; readonly hasOthers: boolean };

/** One part of an additive model, as a chart shows it. */
export interface Term {
  /** One column, or two for an interaction. */
  readonly columns: readonly number[];
  /** The cells along each column. */
  readonly cells: readonly (readonly Cell[])[];
  /** Added to score k in cell c at c * nScores + k; a cell of two columns is a * (cells of the second) + b. */
  readonly contributions: Float64Array;
  /** Standard deviation of each contribution between the bags. */
  readonly deviations: Float64Array;
  /** Training weight per cell. */
  readonly weights: Float64Array;
  /** Weighted mean of the absolute contributions over the training rows, summed over the scores. */
  readonly importance: number;
}

/**
 * The terms of an additive model: curves in the order of the columns, then surfaces.
 *
 * @throws MODEL_ARTIFACT_INVALID
 */
export function termsOf(state: AdditiveState): readonly Term[] {
  checkShapes('additive-boosting', state);
  const { axes, intercepts, curves, surfaces } = state;
  const nScores = intercepts.length;
  return [
    ...curves.map(({ column, contributions, deviations, weights }) => ({
      columns: [column],
      cells: [cellsOf(axes[column])],
      contributions,
      deviations,
      weights,
      importance: importanceOf(contributions, weights, nScores),
    })),
    ...surfaces.map(({ columns, cellOfBin, nCells, contributions, deviations, weights }) => ({
      columns,
      cells: [0, 1].map((side) => cellsOf(axes[columns[side]], cellOfBin[side], nCells[side])),
      contributions,
      deviations,
      weights,
      importance: importanceOf(contributions, weights, nScores),
    })),
  ];
}

/**
 * What each term adds to each score of one row.
 *
 * @param row One value per column, coded as in the fit.
 * @returns Contribution of term t to score k at t * nScores + k, in the order of `termsOf`. Added to the
 * intercept in that order they give the raw score to the last bit: the value, or the logit of the second
 * of two classes, or the score of each class before the softmax.
 * @throws SHAPE_MISMATCH, MODEL_ARTIFACT_INVALID
 */
export function contributionsOf(state: AdditiveState, row: Float64Array): Float64Array {
  checkShapes('additive-boosting', state);
  const { axes, intercepts, curves, surfaces } = state;
  if (row.length !== axes.length) throw wrongLength(axes.length, row.length);
  const nScores = intercepts.length;
  const bins = new Uint8Array(axes.length);
  binRow(state, { nRows: 1, nColumns: row.length, values: row }, 0, bins);
  const found = new Float64Array((curves.length + surfaces.length) * nScores);
  const take = (term: number, contributions: Float64Array, cell: number) =>
    found.set(contributions.subarray(cell * nScores, (cell + 1) * nScores), term * nScores);
  curves.forEach(({ column, contributions }, t) => {
    take(t, contributions, bins[column]);
  });
  surfaces.forEach((surface, t) => {
    take(curves.length + t, surface.contributions, cellOf(surface, bins));
  });
  return found;
}

function wrongLength(expected: number, received: number): AppError {
  return new AppError('SHAPE_MISMATCH', {
    message: `A row of additive-boosting must have ${expected} columns as in the fit, got ${received}.`,
    hint: 'Prepare the row with the transform graph that was fitted with the model.',
    details: { estimator: 'additive-boosting', expected, received },
  });
}

/** The cells of an axis whose bins are merged as `cellOfBin` says; without it each bin is a cell. */
function cellsOf(axis: Axis, cellOfBin?: Uint8Array, nCells = axis.nBins): Cell[] {
  const binsOf: number[][] = Array.from({ length: nCells }, () => []);
  for (let b = 0; b < axis.nBins; b++) binsOf[cellOfBin?.[b] ?? b].push(b);
  return binsOf.map((bins) => {
    if (bins[0] === 0) return { kind: 'missing' };
    if (axis.kind === 'number') {
      const { cuts } = axis;
      return {
        kind: 'range',
        low: cuts[bins[0] - 2] ?? null,
        high: cuts[bins[bins.length - 1] - 1] ?? null,
      };
    }
    const codes = [...axis.binOfCode.keys()].filter((code) => bins.includes(axis.binOfCode[code]));
    return { kind: 'levels', codes, hasOthers: bins.includes(axis.nBins - 1) };
  });
}

function importanceOf(contributions: Float64Array, weights: Float64Array, nScores: number): number {
  let sum = 0;
  let total = 0;
  for (let cell = 0; cell < weights.length; cell++) {
    total += weights[cell];
    for (let k = 0; k < nScores; k++)
      sum += weights[cell] * Math.abs(contributions[cell * nScores + k]);
  }
  return total > 0 ? sum / total : 0;
}
