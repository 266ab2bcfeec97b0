import { log, type Matrix } from '../../../math/index.ts';
import { covariances, type Hyperparameters, inLengths } from './covariance.ts';
import { factorizeAndInvert, solveLower, solveUpper } from './triangle.ts';

/** A marginal likelihood and its slopes along the logarithms of what it depends on. */
export interface LikelihoodSlopes {
  /** Minus the logarithm of the likelihood; Infinity where the covariance is not positive definite. */
  readonly value: number;
  readonly bySignal: number;
  readonly byNoise: number;
  /** Per column. */
  readonly byLengths: Float64Array;
}

/**
 * Minus the logarithm of the likelihood of targets under a Gaussian process, with its gradient.
 *
 * y' K^-1 y / 2 + log det K / 2 + n log(2 pi) / 2, where K is covariance plus noise; the slope along a
 * hyper-parameter t is tr((K^-1 - a a') dK/dt) / 2 with a = K^-1 y.
 *
 * @shape x: n x p, y: n
 * @cost O(n^3 + n^2 p) time, O(n^2) memory.
 * @source Rasmussen & Williams (2006), "Gaussian Processes for Machine Learning", equations 5.8 and 5.9.
 */
export function negativeLogLikelihood(
  x: Matrix,
  y: Float64Array,
  { signal, noise, lengths }: Hyperparameters,
): LikelihoodSlopes {
  const { nRows: n, nColumns: p } = x;
  const scaled = inLengths(x, lengths);
  const smooth = covariances(scaled, signal);
  const noisy = smooth.slice();
  for (let i = 0; i < n; i++) noisy[i * n + i] += noise;
  const byLengths = new Float64Array(p);
  const factored = factorizeAndInvert(noisy, n);
  if (factored === undefined)
    return { value: Number.POSITIVE_INFINITY, bySignal: 0, byNoise: 0, byLengths };
  const { lower, inverse } = factored;
  const a = y.slice();
  solveLower(lower, a);
  solveUpper(lower, a);
  let value = (n / 2) * log(2 * Math.PI);
  for (let i = 0; i < n; i++) value += (y[i] * a[i]) / 2 + log(lower[i * n + i]);
  let bySignal = 0;
  let byNoise = 0;
  for (let i = 0; i < n; i++) {
    const own = inverse[i * n + i] - a[i] * a[i];
    bySignal += (own * smooth[i * n + i]) / 2;
    byNoise += (own * noise) / 2;
    for (let j = 0; j < i; j++) {
      // The two halves of the symmetric matrix are equal, hence no division by 2.
      const pull = (inverse[i * n + j] - a[i] * a[j]) * smooth[i * n + j];
      bySignal += pull;
      for (let c = 0; c < p; c++) {
        const apart = scaled.values[i * p + c] - scaled.values[j * p + c];
        byLengths[c] += pull * apart * apart;
      }
    }
  }
  return { value, bySignal, byNoise, byLengths };
}
