import { log } from '../math/index.ts';

/** Steps between 0 and 1. */
const N_STEPS = 4096;

/** Weights below this share of all are left out. */
const NEGLIGIBLE = 1e-5;

/**
 * Quantiles of a fading mean of yes and no, (1 - keep) sum over k >= 0 of keep^k x_k, where each x is 1 with the chance p.
 *
 * The distribution is built value by value on a grid, the oldest first; a value that falls between two steps is dealt to both, so the
 * mean stays exact. A result is within a step, 1/4096, of the quantile.
 *
 * @param keep Share of a mean that is left after one more value, 0 to 0.999.
 * @param levels Chances below the quantiles.
 * @returns One quantile per level, 0 to 1.
 * @source Wang & Abraham (2015), section III: there the quantiles are simulated.
 * @cost O(4096 ln(1e-5) / ln(keep)): about a millisecond for 0.9.
 */
export function fadingQuantiles(p: number, keep: number, levels: readonly number[]): number[] {
  const mass = fadingDistribution(p, keep);
  return levels.map((level) => {
    let below = 0;
    for (let i = 0; i <= N_STEPS; i++) {
      below += mass[i];
      if (below >= level) return i / N_STEPS;
    }
    return 1;
  });
}

function fadingDistribution(p: number, keep: number): Float64Array {
  const nValues = keep === 0 ? 1 : Math.ceil(log(NEGLIGIBLE) / log(keep));
  const mass = new Float64Array(N_STEPS + 2);
  // What is left out stands at its mean.
  const rest = p * keep ** nValues * N_STEPS;
  mass[Math.floor(rest)] = 1 - (rest % 1);
  mass[Math.floor(rest) + 1] = rest % 1;
  let most = Math.floor(rest) + 1;
  for (let k = nValues - 1; k >= 0; k--) {
    const shift = (1 - keep) * keep ** k * N_STEPS;
    const whole = Math.floor(shift);
    const part = shift - whole;
    most = Math.min(N_STEPS, most + whole + 1);
    for (let i = most; i >= 0; i--) {
      const near = i >= whole ? mass[i - whole] : 0;
      const far = i > whole ? mass[i - whole - 1] : 0;
      mass[i] = (1 - p) * mass[i] + p * ((1 - part) * near + part * far);
    }
  }
  return mass;
}
