import type { ClassificationTarget } from '../../refusals.ts';
import type { ScoreLoss } from '../scores/index.ts';

/**
 * max(0, 1 - y s)^2 for scores s and signs y: of two classes one score, with 1 for the second class; of more
 * one score per class, with 1 for its own rows (one against the rest).
 *
 * @param weights How much each row counts. Default 1 each.
 */
export function squaredHinge(
  { codes, nClasses }: ClassificationTarget,
  weights?: Float64Array,
): ScoreLoss {
  const k = nClasses === 2 ? 1 : nClasses;
  return {
    nScores: k,
    curvature: 2,
    toSlopes(scores, from, count) {
      let loss = 0;
      for (let i = 0; i < count; i++) {
        const weight = weights === undefined ? 1 : weights[from + i];
        const own = k === 1 ? codes[from + i] - 1 : codes[from + i];
        for (let c = 0; c < k; c++) {
          const sign = c === own ? 1 : -1;
          const short = 1 - sign * scores[i * k + c];
          loss += short > 0 ? weight * short * short : 0;
          scores[i * k + c] = short > 0 ? -2 * weight * sign * short : 0;
        }
      }
      return loss;
    },
  };
}
