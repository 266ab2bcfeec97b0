import type { Polynomial } from './polynomial.ts';

/**
 * Autocovariances of a stationary ARMA process with mistakes of variance 1, at lags 0 to `most`.
 *
 * gamma(k) - sum a_r gamma(|k - r|) = sum over j >= k of b_j psi_{j-k}, solved for lags 0 to p, continued beyond.
 *
 * @param ar 1 - a_1 B - ... of degree p.
 * @param ma 1 + b_1 B + ... of degree q.
 * @returns undefined where the equations are singular: the process is on the edge of being stationary.
 * @cost O(p^3 + (p + q) most).
 * @source Brockwell & Davis (1991), "Time Series: Theory and Methods", 2nd ed., section 3.3, third method.
 */
export function armaAutocovariances(
  ar: Polynomial,
  ma: Polynomial,
  most: number,
): Float64Array | undefined {
  const [p, q] = [ar.length - 1, ma.length - 1];
  const psi = impulseResponse(ar, ma, q + 1);
  const right = new Float64Array(Math.max(p, most) + 1);
  for (let k = 0; k <= q && k < right.length; k++)
    for (let j = k; j <= q; j++) right[k] += ma[j] * psi[j - k];
  const size = p + 1;
  const matrix = new Float64Array(size * size);
  for (let k = 0; k <= p; k++)
    for (let r = 0; r <= p; r++) matrix[k * size + Math.abs(k - r)] += ar[r];
  const gamma = new Float64Array(right.length);
  const solved = solveLinear(matrix, right.slice(0, size));
  if (solved === undefined || !(solved[0] > 0)) return undefined;
  gamma.set(solved);
  for (let k = size; k < gamma.length; k++) {
    let sum = right[k];
    for (let r = 1; r <= p; r++) sum -= ar[r] * gamma[k - r];
    gamma[k] = sum;
  }
  return gamma;
}

/** The first n coefficients of ma / ar: the effect of a mistake after 0, 1, ... steps. */
export function impulseResponse(ar: Polynomial, ma: Polynomial, n: number): Float64Array {
  const psi = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    let sum = j < ma.length ? ma[j] : 0;
    for (let r = 1; r < ar.length && r <= j; r++) sum -= ar[r] * psi[j - r];
    psi[j] = sum;
  }
  return psi;
}

/** Gaussian elimination with row pivots; overwrites both. @returns undefined for a singular matrix. */
function solveLinear(matrix: Float64Array, right: Float64Array): Float64Array | undefined {
  const p = right.length;
  for (let k = 0; k < p; k++) {
    let pivot = k;
    for (let i = k + 1; i < p; i++)
      if (Math.abs(matrix[i * p + k]) > Math.abs(matrix[pivot * p + k])) pivot = i;
    if (!(Math.abs(matrix[pivot * p + k]) > 1e-13)) return undefined;
    if (pivot !== k) {
      for (let j = k; j < p; j++) {
        const held = matrix[k * p + j];
        matrix[k * p + j] = matrix[pivot * p + j];
        matrix[pivot * p + j] = held;
      }
      [right[k], right[pivot]] = [right[pivot], right[k]];
    }
    for (let i = k + 1; i < p; i++) {
      const factor = matrix[i * p + k] / matrix[k * p + k];
      if (factor === 0) continue;
      for (let j = k; j < p; j++) matrix[i * p + j] -= factor * matrix[k * p + j];
      right[i] -= factor * right[k];
    }
  }
  for (let i = p - 1; i >= 0; i--) {
    for (let j = i + 1; j < p; j++) right[i] -= matrix[i * p + j] * right[j];
    right[i] /= matrix[i * p + i];
  }
  return right;
}
