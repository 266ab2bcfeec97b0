import { exp, log } from '../../math/index.ts';
import { logGamma } from '../chi-square.ts';

/** Terms below it no longer count, as in the implementation that others compare with. */
const SMALL = 1e-7;
const STEP = 1 / 8;

/**
 * Probability that the Cramér-von Mises statistic of many numbers is above x.
 *
 * @param x Above 0.
 * @returns 0 to 1, within about 1e-12 where it is not below it.
 * @source Csörgő & Faraway (1996), Journal of the Royal Statistical Society B 58, 221-234, formula (1.3).
 */
export function cramerVonMisesTail(x: number): number {
  if (x < 0.003) return 1;
  let below = 0;
  for (let k = 0; k < 1000; k++) {
    const y = 4 * k + 1;
    const u = exp(logGamma(k + 0.5) - logGamma(k + 1)) / (Math.PI ** 1.5 * Math.sqrt(x));
    const term = u * Math.sqrt(y) * scaledBessel((y * y) / (16 * x));
    below += term;
    if (Math.abs(term) < SMALL) break;
  }
  return Math.max(0, 1 - below);
}

/** exp(-q) times the modified Bessel function of the second kind of order 1/4: its integral, by the trapezoid rule. */
function scaledBessel(q: number): number {
  if (2 * q > 745) return 0;
  let sum = exp(-2 * q) / 2;
  for (let i = 1; ; i++) {
    const e = exp(i * STEP);
    const exponent = q * (1 + (e + 1 / e) / 2);
    if (exponent > 745 + log(e)) break;
    const quarter = Math.sqrt(Math.sqrt(e));
    sum += (exp(-exponent) * (quarter + 1 / quarter)) / 2;
  }
  return sum * STEP;
}
