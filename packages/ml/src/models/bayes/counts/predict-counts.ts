import type { SparseMatrix } from '../../../math/index.ts';
import { assertColumns } from '../../refusals.ts';
import { stateCheck } from '../../state-reader.ts';
import { readPriors, toPosterior } from '../posterior/index.ts';
import { assertCounts } from './assert-counts.ts';

/** What naive Bayes on counts learns: one linear score per class. */
export interface CountScores {
  readonly nColumns: number;
  /** Added to the score of each class; -Infinity for one without rows. */
  readonly priors: Float64Array;
  /** Weight of column j in class c at j * nClasses + c. */
  readonly weights: Float64Array;
}

const checkCounts = stateCheck<CountScores>((state) => {
  const nColumns = state.field('nColumns').count();
  const nClasses = readPriors(state.field('priors'));
  state.field('weights').numbers(Float64Array, nColumns * nClasses);
});

/**
 * Probabilities of the classes: softmax of priors + counts x weights.
 *
 * @shape x: m x p; the result is m x k
 * @throws SHAPE_MISMATCH, MODEL_ARTIFACT_INVALID, ARGUMENT_INVALID for values below 0.
 * @cost O(entries x k)
 */
export function predictCounts(owner: string, state: CountScores, x: SparseMatrix): Float64Array {
  checkCounts(owner, state);
  const { nColumns, priors, weights } = state;
  assertColumns(owner, nColumns, x);
  assertCounts(`${owner}.predict`, x);
  const k = priors.length;
  const predicted = new Float64Array(x.nRows * k);
  for (let i = 0; i < x.nRows; i++) {
    const scores = predicted.subarray(i * k, (i + 1) * k);
    scores.set(priors);
    for (let at = x.offsets[i]; at < x.offsets[i + 1]; at++) {
      const start = x.columns[at] * k;
      for (let c = 0; c < k; c++) scores[c] += x.values[at] * weights[start + c];
    }
  }
  toPosterior(predicted, priors);
  return predicted;
}
