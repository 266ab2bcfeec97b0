import { exp, log } from '../../math/index.ts';
import { gammaFraction, gammaSeries, logGamma } from '../chi-square.ts';

/**
 * Probability that a chi-square deviate is above x; unlike 1 minus the distribution function it keeps its digits where it is small.
 *
 * @param x Real; 0 or below gives 1.
 * @param df Degrees of freedom, above 0.
 * @returns 0 to 1, within about 1e-13 relatively up to some thousand degrees of freedom.
 * @source Press et al. (2007), "Numerical Recipes", 6.2: series below, continued fraction above the mean.
 */
export function chiSquareTail(x: number, df: number): number {
  if (!(x > 0)) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  const a = df / 2;
  const z = x / 2;
  const scale = exp(a * log(z) - z - logGamma(a));
  const tail = z < a + 1 ? 1 - scale * gammaSeries(a, z) : scale * gammaFraction(a, z);
  return Math.min(1, Math.max(0, tail));
}
