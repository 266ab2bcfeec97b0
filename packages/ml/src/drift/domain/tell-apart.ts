import {
  type Features,
  isSparse,
  type Matrix,
  seededRandom,
  shuffledIndices,
  takeFeatureRows,
  toDense,
} from '../../math/index.ts';
import { logistic } from '../../models/linear/logistic.ts';
import type { DriftFigures } from '../drift-test.ts';
import { numberSample } from '../samples/index.ts';
import { mannwTest } from '../univariate/mannw.ts';

/** Penalty per row, as customary for models that tell domains apart. */
const PENALTY_PER_ROW = 1e-4;
const SEED = 42;

/** What tells nothing apart. */
export const NOT_TOLD_APART: DriftFigures = { statistic: 0.5, effect: 0, pValue: 1 };

/**
 * How well a linear model tells the rows of two samples apart.
 *
 * Half of the rows, drawn with one seed, train a logistic regression; the other half is scored. Since no scored row was learned, the
 * scores of both samples are alike when nothing drifts, and the area under the ROC curve has the distribution of Mann and Whitney.
 *
 * @param x Rows of the reference, then those of the current sample.
 * @param nReference Rows of the reference.
 * @returns As statistic the area under the ROC curve; as effect twice what it is above 1/2.
 * @cost That of the regression.
 * @source Rabanser, Günnemann & Lipton (2019), "Failing Loudly: An Empirical Study of Methods for Detecting Dataset Shift", NeurIPS.
 */
export function tellApart(x: Features, nReference: number): DriftFigures {
  const order = shuffledIndices(x.nRows, seededRandom(SEED));
  const half = Math.floor(x.nRows / 2);
  const [learned, scored] = [order.subarray(0, half), order.subarray(half)];
  const isCurrent = (row: number): number => (row < nReference ? 0 : 1);
  const codes = learned.map(isCurrent);
  const nCurrentScored = scored.reduce((sum, row) => sum + isCurrent(row), 0);
  const hasBoth = (n: number, part: Int32Array): boolean => n > 0 && n < part.length;
  const nLearned = codes.reduce((sum, code) => sum + code, 0);
  if (!hasBoth(nLearned, learned) || !hasBoth(nCurrentScored, scored))
    return { statistic: 0.5, effect: 0, pValue: null };
  const answers = answer([takeFeatureRows(x, learned), codes], takeFeatureRows(x, scored));
  const scoresOf = (code: number): Float64Array =>
    answers.filter((_, i) => isCurrent(scored[i]) === code);
  const [reference, current] = [numberSample(scoresOf(0)), numberSample(scoresOf(1))];
  const { statistic, pValue } = mannwTest.compare(reference, current);
  const auc = 1 - statistic / (reference.n * current.n);
  return { statistic: auc, effect: Math.max(0, 2 * auc - 1), pValue };
}

/** Probabilities of the second class. */
function answer(
  [x, codes]: readonly [x: Features, codes: Int32Array],
  asked: Features,
): Float64Array {
  const y = { kind: 'classification', codes, nClasses: 2 } as const;
  const params = { l1: 0, l2: PENALTY_PER_ROW * x.nRows, maxIterations: 100, tolerance: 1e-4 };
  const context = { random: seededRandom(SEED) };
  const { sparse } = logistic;
  const answers =
    sparse && isSparse(x) && isSparse(asked)
      ? sparse.predict(sparse.fit(x, y, params, context), asked)
      : logistic.predict(logistic.fit(dense(x), y, params, context), dense(asked));
  return answers.filter((_, i) => i % 2 === 1);
}

function dense(x: Features): Matrix {
  return isSparse(x) ? toDense(x) : x;
}
