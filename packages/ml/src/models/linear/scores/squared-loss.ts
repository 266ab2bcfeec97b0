import type { ScoreLoss } from './score-loss.ts';

/**
 * Half the squared distance of the score from the target.
 *
 * @param weights How much each row counts. Default 1 each.
 */
export function squaredLoss(y: Float64Array, weights?: Float64Array): ScoreLoss {
  return {
    nScores: 1,
    curvature: 1,
    toSlopes(scores, from, count) {
      let loss = 0;
      for (let i = 0; i < count; i++) {
        const weight = weights === undefined ? 1 : weights[from + i];
        const error = scores[i] - y[from + i];
        loss += (weight * error * error) / 2;
        scores[i] = weight * error;
      }
      return loss;
    },
  };
}
