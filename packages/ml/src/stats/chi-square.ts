import { exp, log } from '../math/index.ts';

/**
 * Distribution function of the chi-square distribution: P(X <= x).
 *
 * @param x Real; 0 or below gives 0.
 * @param df Degrees of freedom, above 0.
 * @returns 0 to 1, to about 1e-14.
 * @source Press et al. (2007), "Numerical Recipes", 6.2: series below, continued fraction above the mean.
 */
export function chiSquareCdf(x: number, df: number): number {
  if (x <= 0) return 0;
  const a = df / 2;
  const z = x / 2;
  const scale = exp(a * log(z) - z - logGamma(a));
  return z < a + 1 ? scale * gammaSeries(a, z) : 1 - scale * gammaFraction(a, z);
}

/**
 * Quantile of the chi-square distribution, by bisection.
 *
 * @param p Probability, 0 to below 1.
 * @param df Degrees of freedom, above 0.
 * @source Inverse of `chiSquareCdf`.
 */
export function chiSquareQuantile(p: number, df: number): number {
  let low = 0;
  let high = df + 10;
  while (chiSquareCdf(high, df) < p) high *= 2;
  for (let i = 0; i < 200 && high - low > 1e-13 * high; i++) {
    const middle = (low + high) / 2;
    if (chiSquareCdf(middle, df) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
];

/**
 * Logarithm of the gamma function for a positive argument.
 *
 * @source Lanczos (1964), "A Precision Approximation of the Gamma Function", g = 7, nine terms.
 */
export function logGamma(x: number): number {
  if (x < 0.5) return log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  const t = z + 7.5;
  let sum = LANCZOS[0];
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i] / (z + i);
  return 0.5 * log(2 * Math.PI) + (z + 0.5) * log(t) - t + log(sum);
}

/** P(a, z) times Γ(a) e^z / z^a, where P is the lower regularized gamma function; for z below a + 1. */
export function gammaSeries(a: number, z: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < 10_000 && Math.abs(term) > Math.abs(sum) * 1e-16; n++) {
    term *= z / (a + n);
    sum += term;
  }
  return sum;
}

/** Q(a, z) times Γ(a) e^z / z^a, where Q is the upper regularized gamma function; for z above a + 1. */
export function gammaFraction(a: number, z: number): number {
  let b = z + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let i = 1; i < 10_000; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return value;
}
