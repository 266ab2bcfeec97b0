import { exp, log } from '../../math/index.ts';
import { logGamma } from '../chi-square.ts';

/** From here on the series of a ratio of gamma functions is exact to the last digits. */
const LARGE = 50;
const TINY = 1e-300;

/**
 * Probability that a Student t deviate is further from 0 than t, on either side.
 *
 * The incomplete beta function I_x(df / 2, 1 / 2) at x = df / (df + t^2), by its continued fraction.
 *
 * @param df Degrees of freedom, above 0.
 * @returns 0 to 1, within about 1e-12 relatively.
 * @cost O(sqrt(df)) at worst.
 * @source Press et al. (2007), "Numerical Recipes", 6.4.
 */
export function studentTail(t: number, df: number): number {
  if (t === 0) return 1;
  if (!Number.isFinite(t)) return 0;
  const a = df / 2;
  const x = df / (df + t * t);
  const rest = (t * t) / (df + t * t);
  const scale = exp(a * logShare(t * t, df) + log(rest) / 2 - logBeta(a));
  const isSmall = x < (a + 1) / (a + 2.5);
  const tail = isSmall ? (scale * fraction(a, 0.5, x)) / a : 1 - 2 * scale * fraction(0.5, a, rest);
  return Math.min(1, Math.max(0, tail));
}

/** ln(df / (df + square)): the rounding of 1 + r is the same above and below, so its digits are kept. */
function logShare(square: number, df: number): number {
  const r = square / df;
  const rounded = 1 + r;
  return rounded === 1 ? -r : (-log(rounded) * r) / (rounded - 1);
}

/** ln B(a, 1 / 2). @source Tricomi & Erdélyi (1951), Pacific Journal of Mathematics 1: ratios of gamma functions. */
function logBeta(a: number): number {
  const half = log(Math.PI) / 2;
  if (a < LARGE) return half + logGamma(a) - logGamma(a + 0.5);
  const s = 1 / (a * a);
  const ratio = log(a) / 2 - (1 / 8 - s * (1 / 192 - s * (1 / 640 - (s * 17) / 14336))) / a;
  return half - ratio;
}

function fraction(a: number, b: number, x: number): number {
  const away = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return value;
}
