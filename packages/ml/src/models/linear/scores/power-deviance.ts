import { exp } from '../../../math/index.ts';
import type { ScoreLoss } from './score-loss.ts';

/**
 * Half the deviance of a mean e^s for scores s where the variance grows like the mean to a power: 1 is
 * Poisson, 2 is gamma, between lie sums of gamma amounts in Poisson number (Tweedie). Terms without s are
 * left out.
 *
 * y e^((1 - power) s) / (power - 1) + e^((2 - power) s) / (2 - power), with y s and s in the limits.
 *
 * @param y Targets of mean 1, at least 0; above 0 where the power is 2.
 * @param power Between 1 and 2.
 * @param weights How much each row counts. Default 1 each.
 * @source Jorgensen (1987), "Exponential dispersion models", JRSS B 49, 127-162.
 */
export function powerDeviance(y: Float64Array, power: number, weights?: Float64Array): ScoreLoss {
  return {
    nScores: 1,
    curvature: 1,
    toSlopes(scores, from, count) {
      let loss = 0;
      for (let i = 0; i < count; i++) {
        const weight = weights === undefined ? 1 : weights[from + i];
        const target = y[from + i];
        const score = scores[i];
        const shrinking = power === 1 ? 1 : exp((1 - power) * score);
        const growing = power === 2 ? 1 : exp((2 - power) * score);
        const left = power === 1 ? -target * score : (target * shrinking) / (power - 1);
        const right = power === 2 ? score : growing / (2 - power);
        loss += weight * (left + right);
        scores[i] = weight * (growing - target * shrinking);
      }
      return loss;
    },
  };
}
