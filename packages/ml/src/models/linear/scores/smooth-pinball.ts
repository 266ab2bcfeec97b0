import type { ScoreLoss } from './score-loss.ts';

/**
 * The pinball loss of several levels, one score each, whose kink is a parabola within a bandwidth of the target.
 *
 * With a residual r it is |r| / 2 + (level - 1/2) r, |r| becoming r^2 / (2 h) + h / 2 where it is below h: pinball loss
 * convolved with a uniform kernel.
 *
 * @param levels Between 0 and 1.
 * @param bandwidth h, in the unit of the target.
 * @param weights How much each row counts. Default 1 each.
 * @source Fernandes, Guerre & Horta (2021), "Smoothing Quantile Regressions", J. Business & Economic Statistics 39, 338-357.
 */
export function smoothPinball(
  y: Float64Array,
  levels: Float64Array,
  bandwidth: number,
  weights?: Float64Array,
): ScoreLoss {
  const k = levels.length;
  return {
    nScores: k,
    curvature: 0.4,
    toSlopes(scores, from, count) {
      let loss = 0;
      for (let i = 0; i < count; i++) {
        const weight = weights === undefined ? 1 : weights[from + i];
        for (let q = 0; q < k; q++) {
          const at = i * k + q;
          const residual = y[from + i] - scores[at];
          const distance = residual < 0 ? -residual : residual;
          const isNear = distance < bandwidth;
          const sign = isNear ? residual / bandwidth : residual < 0 ? -1 : 1;
          const size = isNear ? (residual * sign + bandwidth) / 2 : distance;
          loss += weight * (size / 2 + (levels[q] - 0.5) * residual);
          scores[at] = -weight * (sign / 2 + levels[q] - 0.5);
        }
      }
      return loss;
    },
  };
}
