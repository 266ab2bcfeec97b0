import {
  type ConvexFunction,
  columnSpread,
  type Matrix,
  minimizeConvex,
  sigmoid,
  softmaxInPlace,
} from '../../math/index.ts';
import type { Estimator } from '../estimator.ts';
import {
  assertColumns,
  assertFitInputs,
  type ClassificationTarget,
  classesOf,
} from '../refusals.ts';

const params = {
  l2: {
    kind: 'number',
    default: 1,
    range: [0, Number.MAX_VALUE],
    doc: 'Weight of the penalty ||w||^2 / 2 next to the summed log loss: 1 / C of other libraries.',
    search: { range: [1e-4, 1e4], scale: 'log' },
  },
  maxIterations: {
    kind: 'number',
    default: 500,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    unit: 'steps',
    doc: 'Steps of the optimizer at most.',
  },
  tolerance: {
    kind: 'number',
    default: 1e-7,
    range: [0, 1],
    doc: 'Stops when no slope of the mean loss, per standard deviation of a column, is larger than this.',
  },
} as const;

/** What logistic regression learns: one linear score for two classes, one per class for more. */
export interface LogisticState {
  readonly nColumns: number;
  readonly nClasses: number;
  /** Weight of column j in score k at k * nColumns + j. */
  readonly weights: Float64Array;
  /** One per score. */
  readonly intercepts: Float64Array;
}

/**
 * Logistic regression for two classes, multinomial (softmax) regression for more, with an L2 penalty.
 *
 * Minimizes sum of log loss + l2 ||w||^2 / 2, intercepts free, by L-BFGS. Inside, columns are
 * measured in standard deviations from their mean, which changes the path and not the minimum.
 *
 * @shape x: n x p, y: n; weights: 1 x p for two classes, nClasses x p for more
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, ARGUMENT_INVALID for a target of numbers.
 * @cost O(n p k) per step, usually 20 to 200 steps; O(n k + p k) memory.
 * @source Cox (1958), "The regression analysis of binary sequences", JRSS B 20, 215-242; Böhning
 * (1992), Ann. Inst. Stat. Math. 44, 197-200 (multinomial).
 */
export const logistic: Estimator<typeof params, LogisticState> = {
  name: 'logistic',
  title: 'Logistic regression',
  params,
  traits: {
    regression: false,
    classification: true,
    features: 'dense',
    rowOrderInvariant: true,
    ignoresFeatures: false,
  },
  source: 'Cox (1958), JRSS B 20, 215-242; Böhning (1992), Ann. Inst. Stat. Math. 44, 197-200.',
  fit(x, y, { l2, maxIterations, tolerance }, context) {
    assertFitInputs(logistic, x, y, context);
    const target = classesOf('logistic', y);
    const { nColumns: p } = x;
    const nScores = target.nClasses === 2 ? 1 : target.nClasses;
    const loss = penalizedLoss(x, target, nScores, l2);
    const start = new Float64Array(nScores * (p + 1));
    const { point } = minimizeConvex(loss, start, { maxIterations, tolerance });
    return { nColumns: p, nClasses: target.nClasses, ...loss.unscale(point) };
  },
  predict(state, x) {
    const { nColumns: p, nClasses, weights, intercepts } = state;
    assertColumns('logistic', p, x);
    const predicted = new Float64Array(x.nRows * nClasses);
    for (let i = 0; i < x.nRows; i++) {
      for (let k = 0; k < intercepts.length; k++) {
        let score = intercepts[k];
        for (let j = 0; j < p; j++) score += weights[k * p + j] * x.values[i * p + j];
        predicted[i * nClasses + k] = score;
      }
      if (nClasses === 2) {
        const second = sigmoid(predicted[2 * i]);
        predicted[2 * i] = 1 - second;
        predicted[2 * i + 1] = second;
      } else {
        softmaxInPlace(predicted, i * nClasses, nClasses);
      }
    }
    return predicted;
  },
};

interface Scores {
  readonly weights: Float64Array;
  readonly intercepts: Float64Array;
}

/** Mean log loss plus penalty over n, as a function of scaled weights and centered intercepts. */
function penalizedLoss(
  x: Matrix,
  { codes, nClasses }: ClassificationTarget,
  nScores: number,
  l2: number,
): ConvexFunction & { unscale(point: Float64Array): Scores } {
  const { nRows: n, nColumns: p, values } = x;
  const { means, deviations } = columnSpread(x);
  const scores = new Float64Array(Math.max(nScores, 2));

  const unscale = (point: Float64Array): Scores => {
    const weights = new Float64Array(nScores * p);
    const intercepts = new Float64Array(nScores);
    for (let k = 0; k < nScores; k++) {
      intercepts[k] = point[k * (p + 1) + p];
      for (let j = 0; j < p; j++) {
        if (deviations[j] === 0) continue;
        weights[k * p + j] = point[k * (p + 1) + j] / deviations[j];
        intercepts[k] -= weights[k * p + j] * means[j];
      }
    }
    return { weights, intercepts };
  };

  const evaluate = (point: Float64Array, gradient: Float64Array): number => {
    const { weights, intercepts } = unscale(point);
    const raw = new Float64Array(nScores * p);
    const sums = new Float64Array(nScores);
    let loss = 0;
    for (let i = 0; i < n; i++) {
      const row = i * p;
      for (let k = 0; k < nScores; k++) {
        let score = intercepts[k];
        for (let j = 0; j < p; j++) score += weights[k * p + j] * values[row + j];
        scores[k] = score;
      }
      loss +=
        nClasses === 2 ? toResidual(scores, codes[i]) : toResiduals(scores, nScores, codes[i]);
      for (let k = 0; k < nScores; k++) {
        const residual = scores[k];
        sums[k] += residual;
        for (let j = 0; j < p; j++) raw[k * p + j] += residual * values[row + j];
      }
    }
    for (let k = 0; k < nScores; k++) {
      gradient[k * (p + 1) + p] = sums[k] / n;
      for (let j = 0; j < p; j++) {
        const w = weights[k * p + j];
        loss += (l2 * w * w) / 2;
        const slope = raw[k * p + j] - means[j] * sums[k] + l2 * w;
        gradient[k * (p + 1) + j] = deviations[j] === 0 ? 0 : slope / (deviations[j] * n);
      }
    }
    return loss / n;
  };
  return { evaluate, unscale };
}

/** Replaces a score by probability minus truth; returns the log loss. */
function toResidual(scores: Float64Array, code: number): number {
  const margin = code === 1 ? scores[0] : -scores[0];
  scores[0] = sigmoid(scores[0]) - code;
  return margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
}

/** Replaces scores by probabilities minus truth; returns the log loss. */
function toResiduals(scores: Float64Array, k: number, code: number): number {
  const own = scores[code];
  let largest = own;
  for (let i = 0; i < k; i++) if (scores[i] > largest) largest = scores[i];
  softmaxInPlace(scores, 0, k);
  const probability = scores[code];
  scores[code] -= 1;
  // A probability that underflows to 0 still has a finite loss: the distance to the largest score.
  return probability > 0 ? -Math.log(probability) : largest - own;
}
