import type { ScoreLoss } from '../scores/index.ts';

/**
 * max(0, |s - y| - epsilon)^2 for scores s and targets y.
 *
 * @param weights How much each row counts. Default 1 each.
 */
export function squaredTube(y: Float64Array, epsilon: number, weights?: Float64Array): ScoreLoss {
  return {
    nScores: 1,
    curvature: 2,
    toSlopes(scores, from, count) {
      let loss = 0;
      for (let i = 0; i < count; i++) {
        const weight = weights === undefined ? 1 : weights[from + i];
        const error = scores[i] - y[from + i];
        const beyond = Math.abs(error) - epsilon;
        loss += beyond > 0 ? weight * beyond * beyond : 0;
        scores[i] = beyond > 0 ? 2 * weight * (error < 0 ? -beyond : beyond) : 0;
      }
      return loss;
    },
  };
}
