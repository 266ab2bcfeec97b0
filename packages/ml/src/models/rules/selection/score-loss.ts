import { log, sigmoid, softmaxInPlace } from '../../../math/index.ts';
import type { Target } from '../../estimator.ts';

/** Curvature that a row keeps however sure the model is. */
const LEAST_CURVATURE = 1e-5;

/** The loss of scores against a target: squared error for numbers, log loss for classes. */
export interface ScoreLoss {
  /** Scores per row: 1, or one per class for three classes and more. */
  readonly nScores: number;
  /**
   * The parabola of score k around the present scores.
   *
   * @param scores Score k of row i at k * n + i.
   * @param residuals Receives the step to the vertex, per row.
   * @param curvatures Receives the curvature, per row.
   */
  expand(scores: Float64Array, k: number, residuals: Float64Array, curvatures: Float64Array): void;
  /** Weighted mean loss over the rows that are marked in `isMeant`. */
  mean(scores: Float64Array, weights: Float64Array, isMeant: Uint8Array): number;
}

/** The loss that suits a target. */
export function scoreLoss(y: Target): ScoreLoss {
  if (y.kind === 'regression') return squaredError(y.values);
  return y.nClasses === 2 ? twoClasses(y.codes) : manyClasses(y.codes, y.nClasses);
}

function squaredError(values: Float64Array): ScoreLoss {
  return {
    nScores: 1,
    expand(scores, _k, residuals, curvatures) {
      for (let i = 0; i < values.length; i++) residuals[i] = values[i] - scores[i];
      curvatures.fill(1);
    },
    mean: (scores, weights, isMeant) =>
      meanOf(weights, isMeant, (i) => (values[i] - scores[i]) ** 2 / 2),
  };
}

function twoClasses(codes: Int32Array): ScoreLoss {
  return {
    nScores: 1,
    expand(scores, _k, residuals, curvatures) {
      for (let i = 0; i < codes.length; i++) {
        const share = sigmoid(scores[i]);
        curvatures[i] = Math.max(share * (1 - share), LEAST_CURVATURE);
        residuals[i] = (codes[i] - share) / curvatures[i];
      }
    },
    mean: (scores, weights, isMeant) =>
      meanOf(weights, isMeant, (i) => lossOf(sigmoid(codes[i] === 1 ? scores[i] : -scores[i]))),
  };
}

function manyClasses(codes: Int32Array, nClasses: number): ScoreLoss {
  const n = codes.length;
  const shares = new Float64Array(nClasses);
  const read = (scores: Float64Array, i: number): void => {
    for (let k = 0; k < nClasses; k++) shares[k] = scores[k * n + i];
    softmaxInPlace(shares, 0, nClasses);
  };
  return {
    nScores: nClasses,
    expand(scores, k, residuals, curvatures) {
      for (let i = 0; i < n; i++) {
        read(scores, i);
        curvatures[i] = Math.max(shares[k] * (1 - shares[k]), LEAST_CURVATURE);
        residuals[i] = ((codes[i] === k ? 1 : 0) - shares[k]) / curvatures[i];
      }
    },
    mean: (scores, weights, isMeant) =>
      meanOf(weights, isMeant, (i) => {
        read(scores, i);
        return lossOf(shares[codes[i]]);
      }),
  };
}

function lossOf(share: number): number {
  return -log(Math.max(share, Number.MIN_VALUE));
}

function meanOf(
  weights: Float64Array,
  isMeant: Uint8Array,
  lossAt: (row: number) => number,
): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    if (isMeant[i] === 0 || weights[i] === 0) continue;
    sum += weights[i] * lossAt(i);
    total += weights[i];
  }
  return sum / total;
}
