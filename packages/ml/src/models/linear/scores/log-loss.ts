import { exp, log, softmaxInPlace } from '../../../math/index.ts';
import type { ClassificationTarget } from '../../refusals.ts';
import type { ScoreLoss } from './score-loss.ts';

/**
 * Minus the log of the probability of the true class: logistic in one score for two classes, softmax in
 * one score per class for more.
 *
 * @param weights How much each row counts. Default 1 each.
 */
export function logLoss(target: ClassificationTarget, weights?: Float64Array): ScoreLoss {
  const { codes, nClasses } = target;
  return nClasses === 2 ? twoClasses(codes, weights) : manyClasses(codes, nClasses, weights);
}

/** Far below overflow; a factor is at most 2. */
const LARGE = 2 ** 500;

function twoClasses(codes: Int32Array, weights: Float64Array | undefined): ScoreLoss {
  return {
    nScores: 1,
    curvature: 0.25,
    toSlopes(scores, from, count) {
      let loss = 0;
      // Without weights, one logarithm of a product stands for hundreds.
      let product = 1;
      for (let i = 0; i < count; i++) {
        const weight = weights === undefined ? 1 : weights[from + i];
        const code = codes[from + i];
        const score = scores[i];
        const e = exp(score < 0 ? score : -score);
        const isWrong = score > 0 !== (code === 1);
        const distance = score < 0 ? -score : score;
        if (weights === undefined) product *= 1 + e;
        else loss += weight * log(1 + e);
        if (isWrong) loss += weight * distance;
        if (product > LARGE) {
          loss += log(product);
          product = 1;
        }
        scores[i] = weight * ((score < 0 ? e : 1) / (1 + e) - code);
      }
      return loss + log(product);
    },
  };
}

function manyClasses(codes: Int32Array, k: number, weights: Float64Array | undefined): ScoreLoss {
  return {
    nScores: k,
    curvature: 0.25,
    toSlopes(scores, from, count) {
      let loss = 0;
      for (let i = 0; i < count; i++) {
        const weight = weights === undefined ? 1 : weights[from + i];
        const start = i * k;
        const own = start + codes[from + i];
        const ownScore = scores[own];
        let largest = ownScore;
        for (let c = start; c < start + k; c++) if (scores[c] > largest) largest = scores[c];
        softmaxInPlace(scores, start, k);
        const probability = scores[own];
        // A probability that underflows to 0 still has a finite loss: the distance to the largest score.
        loss += weight * (probability > 0 ? -log(probability) : largest - ownScore);
        scores[own] -= 1;
        for (let c = start; c < start + k; c++) scores[c] *= weight;
      }
      return loss;
    },
  };
}
