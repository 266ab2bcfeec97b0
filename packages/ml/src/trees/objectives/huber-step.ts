import { weightedQuantile } from '../../math/index.ts';
import type { Residuals } from './residuals.ts';

const MAX_STEPS = 100;
const TOLERANCE = 1e-12;

/**
 * The constant of least Huber loss: where the weighted sum of residuals, cut to +-delta, is 0.
 *
 * Newton's method from the median, kept between bounds that every step tightens. The sum is a line
 * wherever no residual crosses +-delta, so few steps reach the exact root.
 *
 * @param given At least one residual; reordered.
 * @cost O(n) per step, mostly 3 to 6 steps.
 * @source Huber (1964), "Robust Estimation of a Location Parameter", Ann. Math. Statist. 35, 73-101.
 */
export function huberStep({ residuals, weights }: Residuals, delta: number): number {
  let step = weightedQuantile(residuals, weights, 0.5);
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  for (let round = 0; round < MAX_STEPS; round++) {
    const { pull, within, total } = pullAt(step, { residuals, weights }, delta);
    if (Math.abs(pull) <= TOLERANCE * total * delta) return step;
    if (pull > 0) low = step;
    else high = step;
    const next = step + (within > 0 ? pull / within : Math.sign(pull) * delta);
    const isInside = next > low && next < high;
    const moved = isInside ? next : low + (high - low) / 2;
    if (moved === step || moved === low || moved === high) return step;
    step = moved;
  }
  return step;
}

/** Sum of cut residuals, and the weight of those that are not cut. */
function pullAt(step: number, { residuals, weights }: Residuals, delta: number) {
  let pull = 0;
  let within = 0;
  let total = 0;
  for (let i = 0; i < residuals.length; i++) {
    const left = residuals[i] - step;
    const weight = weights[i];
    total += weight;
    if (left > delta) pull += weight * delta;
    else if (left < -delta) pull -= weight * delta;
    else {
      pull += weight * left;
      within += weight;
    }
  }
  return { pull, within, total };
}
