import { log, type SparseMatrix } from '../../math/index.ts';
import type { Estimator } from '../estimator.ts';
import type { ClassificationTarget } from '../refusals.ts';
import {
  COUNT_TRAITS,
  type CountScores,
  countByClass,
  countForms,
  SMOOTHING_PARAM,
} from './counts/index.ts';
import { classMass } from './posterior/index.ts';

const params = {
  smoothing: SMOOTHING_PARAM,
  normalized: {
    kind: 'flag',
    default: false,
    doc: 'Divides the weights of each class by their sum, so that a class of long texts does not weigh more.',
    search: true,
  },
} as const;

const name = 'complement-naive-bayes';

/**
 * Naive Bayes for counts by what the other classes look like: steadier than the multinomial one where
 * classes differ in size.
 *
 * The weight of a column in a class is -log of its smoothed share among the counts of all other classes.
 * Its probabilities are softmax of the scores: an order, not well calibrated.
 *
 * @shape x: n x p, at least 0, y: n
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, ARGUMENT_INVALID for values below 0, a target of numbers or unusable weights.
 * @cost O(entries + p k) to fit, O(entries x k) to predict.
 * @source Rennie, Shih, Teevan & Karger (2003), "Tackling the poor assumptions of naive Bayes text
 * classifiers", ICML 2003.
 */
export const complementNaiveBayes: Estimator<typeof params, CountScores> = {
  name,
  title: 'Complement naive Bayes',
  params,
  traits: COUNT_TRAITS,
  source: 'Rennie, Shih, Teevan & Karger (2003), ICML 2003.',
  ...countForms(name, learn),
};

function learn(
  x: SparseMatrix,
  target: ClassificationTarget,
  { smoothing, normalized }: { smoothing: number; normalized: boolean },
  rowWeights: Float64Array | undefined,
): CountScores {
  const { nColumns: p } = x;
  const k = target.nClasses;
  const { counts, totals } = countByClass(x, target, rowWeights);
  const ofAll = totals.reduce((a, b) => a + b, 0);
  const weights = new Float64Array(p * k);
  const sums = new Float64Array(k);
  for (let j = 0; j < p; j++) {
    const own = counts.subarray(j * k, (j + 1) * k);
    const ofColumn = own.reduce((a, b) => a + b, 0);
    for (let c = 0; c < k; c++) {
      const others = Math.max(0, ofColumn - own[c]) + smoothing;
      weights[j * k + c] = -log(others / (Math.max(0, ofAll - totals[c]) + smoothing * p));
      sums[c] += weights[j * k + c];
    }
  }
  if (normalized) for (let at = 0; at < weights.length; at++) weights[at] /= sums[at % k] || 1;
  const mass = classMass(target, rowWeights);
  const priors = mass.map((each) => (each > 0 ? 0 : Number.NEGATIVE_INFINITY));
  return { nColumns: p, priors, weights };
}
