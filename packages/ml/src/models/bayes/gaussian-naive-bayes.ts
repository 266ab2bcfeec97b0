import { log, type Matrix } from '../../math/index.ts';
import type { Estimator } from '../estimator.ts';
import {
  assertColumns,
  assertFitInputs,
  type ClassificationTarget,
  classesOf,
} from '../refusals.ts';
import { stateCheck } from '../state-reader.ts';
import { classMass, logPriors, PRIOR_PARAM, readPriors, toPosterior } from './posterior/index.ts';

const params = {
  smoothing: {
    kind: 'number',
    default: 1e-9,
    range: [1e-15, Number.MAX_VALUE],
    doc: 'Added to every variance, as a share of the largest variance of a column.',
    search: { range: [1e-12, 1], scale: 'log' },
  },
  prior: PRIOR_PARAM,
} as const;

/** What Gaussian naive Bayes learns: a normal density per class and column. */
export interface GaussianBayesState {
  readonly nColumns: number;
  /** Logarithm of the share of each class; -Infinity for one without rows. */
  readonly priors: Float64Array;
  /** Of column j in class c at c * nColumns + j. */
  readonly means: Float64Array;
  /** Smoothed, in the same places. */
  readonly variances: Float64Array;
  /** Logarithm of the density of each class at its mean. */
  readonly peaks: Float64Array;
}

const checkGaussian = stateCheck<GaussianBayesState>((state) => {
  const nColumns = state.field('nColumns').count();
  const nClasses = readPriors(state.field('priors'));
  state.field('means').numbers(Float64Array, nClasses * nColumns);
  state.field('peaks').numbers(Float64Array, nClasses);
  const variances = state.field('variances');
  const least = variances.numbers(Float64Array, nClasses * nColumns).find((each) => !(each > 0));
  if (least !== undefined) variances.refuse('be above 0', least);
});

/**
 * Naive Bayes with normal densities: in each class, the columns are normal and independent of each other.
 *
 * @shape x: n x p, y: n
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, ARGUMENT_INVALID for a target of numbers or unusable weights.
 * @cost O(n p) to fit, O(p k) per row to predict.
 * @source Duda & Hart (1973), "Pattern Classification and Scene Analysis", section 2.7; Hand & Yu (2001),
 * "Idiot's Bayes: not so stupid after all?", International Statistical Review 69, 385-398.
 */
export const gaussianNaiveBayes: Estimator<typeof params, GaussianBayesState> = {
  name: 'gaussian-naive-bayes',
  title: 'Gaussian naive Bayes',
  params,
  traits: {
    regression: false,
    classification: true,
    features: 'dense',
    weights: true,
    rowOrderInvariant: true,
    ignoresFeatures: false,
  },
  source:
    'Duda & Hart (1973), Pattern Classification and Scene Analysis, section 2.7; Hand & Yu (2001), Int. Stat. Review 69, 385-398.',
  fit(x, y, { smoothing, prior }, context) {
    assertFitInputs(gaussianNaiveBayes, x, y, context);
    const target = classesOf('gaussian-naive-bayes', y);
    const { nColumns: p } = x;
    const mass = classMass(target, context.weights);
    const { means, variances } = spreadByClass(x, target, mass, context.weights);
    const added = smoothing * (largestVariance(x, context.weights) || 1);
    for (let at = 0; at < variances.length; at++) variances[at] += added;
    const peaks = new Float64Array(mass.length);
    for (let c = 0; c < mass.length; c++) {
      for (let j = 0; j < p; j++) peaks[c] -= log(2 * Math.PI * variances[c * p + j]) / 2;
    }
    return { nColumns: p, priors: logPriors(mass, prior), means, variances, peaks };
  },
  predict(state, x) {
    checkGaussian('gaussian-naive-bayes', state);
    const { nColumns: p, priors, means, variances, peaks } = state;
    assertColumns('gaussian-naive-bayes', p, x);
    const k = priors.length;
    const predicted = new Float64Array(x.nRows * k);
    for (let i = 0; i < x.nRows; i++) {
      for (let c = 0; c < k; c++) {
        let squares = 0;
        for (let j = 0; j < p; j++) {
          const apart = x.values[i * p + j] - means[c * p + j];
          squares += (apart * apart) / variances[c * p + j];
        }
        predicted[i * k + c] = priors[c] + peaks[c] - squares / 2;
      }
    }
    toPosterior(predicted, priors);
    return predicted;
  },
};

/** Mean and variance of every column in every class; 0 in a class without rows. */
function spreadByClass(
  { nRows: n, nColumns: p, values }: Matrix,
  { codes, nClasses }: ClassificationTarget,
  mass: Float64Array,
  weights?: Float64Array,
) {
  const means = new Float64Array(nClasses * p);
  const variances = new Float64Array(nClasses * p);
  for (let i = 0; i < n; i++) {
    const weight = weights ? weights[i] : 1;
    for (let j = 0; j < p; j++) means[codes[i] * p + j] += weight * values[i * p + j];
  }
  const divide = (sums: Float64Array) => {
    for (let at = 0; at < sums.length; at++) sums[at] /= mass[Math.floor(at / p)] || 1;
  };
  divide(means);
  for (let i = 0; i < n; i++) {
    const weight = weights ? weights[i] : 1;
    for (let j = 0; j < p; j++) {
      const apart = values[i * p + j] - means[codes[i] * p + j];
      variances[codes[i] * p + j] += weight * apart * apart;
    }
  }
  divide(variances);
  return { means, variances };
}

function largestVariance(x: Matrix, weights?: Float64Array): number {
  const all: ClassificationTarget = {
    kind: 'classification',
    codes: new Int32Array(x.nRows),
    nClasses: 1,
  };
  const { variances } = spreadByClass(x, all, classMass(all, weights), weights);
  return variances.reduce((most, each) => Math.max(most, each), 0);
}
