import { minimizeConvex } from '../../../math/index.ts';
import type { Design } from '../design/index.ts';
import type { LinearScores, ScoreLoss } from './score-loss.ts';

/** The penalty, and when to stop. */
export interface ScoreSearch {
  /** Weight of ||w||^2 / 2 next to the summed loss. */
  readonly l2: number;
  /** Weight of ||b||^2 / 2. Default 0: intercepts are free. */
  readonly interceptL2?: number;
  /** Intercepts to begin with. Default 0. */
  readonly start?: number;
  /** How much each row counts. Default 1 each. */
  readonly weights?: Float64Array | undefined;
  /** Steps at most. */
  readonly maxIterations: number;
  /** Stops when no slope of the mean loss, per unit of a scaled column, is larger than this. */
  readonly tolerance: number;
}

/**
 * Minimizes summed loss + l2 ||w||^2 / 2 over linear scores by L-BFGS.
 *
 * Inside, a column is measured from its mean in units of sqrt(deviation^2 + l2 / (curvature n)): for its
 * weight, loss and penalty together are then about equally curved, whatever its scale and however rare
 * its values. That changes the path and not the minimum.
 *
 * @cost O(entries of x times nScores) per step.
 */
export function minimizeScores(
  design: Design,
  loss: ScoreLoss,
  { l2, interceptL2 = 0, start = 0, weights: counted, maxIterations, tolerance }: ScoreSearch,
): LinearScores {
  const { nColumns: p, nRows } = design;
  const { nScores: k, curvature } = loss;
  const total = counted === undefined ? nRows : counted.reduce((sum, weight) => sum + weight, 0);
  const { means, deviations } = design.spread(counted);
  const stiffness = l2 / (curvature * total);
  const units = deviations.map((d) => (d === 0 ? 0 : Math.sqrt(d * d + stiffness)));

  const unscale = (point: Float64Array): LinearScores => {
    const weights = new Float64Array(k * p);
    const intercepts = new Float64Array(k);
    for (let c = 0; c < k; c++) {
      let intercept = point[c * (p + 1) + p];
      for (let j = 0; j < p; j++) {
        if (units[j] === 0) continue;
        const weight = point[c * (p + 1) + j] / units[j];
        weights[c * p + j] = weight;
        intercept -= weight * means[j];
      }
      intercepts[c] = intercept;
    }
    return { weights, intercepts };
  };

  const gathered = new Float64Array(k * p);
  const evaluate = (point: Float64Array, gradient: Float64Array): number => {
    const { weights, intercepts } = unscale(point);
    const sums = new Float64Array(k);
    let value = 0;
    const toSlopes = (scores: Float64Array, from: number, count: number): void => {
      value += loss.toSlopes(scores, from, count);
      for (let c = 0; c < k; c++) {
        let sum = 0;
        for (let at = c; at < count * k; at += k) sum += scores[at];
        sums[c] += sum;
      }
    };
    design.pass(weights, intercepts, toSlopes, gathered);
    for (let c = 0; c < k; c++) {
      const b = intercepts[c];
      const slope = sums[c] + interceptL2 * b;
      value += (interceptL2 * b * b) / 2;
      gradient[c * (p + 1) + p] = slope / total;
      for (let j = 0; j < p; j++) {
        const w = weights[c * p + j];
        value += (l2 * w * w) / 2;
        const own = gathered[c * p + j] - means[j] * slope + l2 * w;
        gradient[c * (p + 1) + j] = units[j] === 0 ? 0 : own / (units[j] * total);
      }
    }
    return value / total;
  };
  const first = new Float64Array(k * (p + 1));
  for (let c = 0; c < k; c++) first[c * (p + 1) + p] = start;
  return unscale(minimizeConvex({ evaluate }, first, { maxIterations, tolerance }).point);
}
