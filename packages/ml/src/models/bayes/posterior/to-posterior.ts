import { softmaxInPlace } from '../../../math/index.ts';

/** Beyond it, the difference of two logarithms could overflow. */
const FARTHEST = Number.MAX_VALUE / 4;

/**
 * Turns logarithms of joint densities into probabilities, in place, row by row.
 *
 * A row so far out that a logarithm overflows still gets finite shares. A class that had no rows gets 0.
 *
 * @shape logs: m x k, row-major
 * @param priors Logarithms of the shares of the classes: k, -Infinity for a class without rows, at least one finite.
 */
export function toPosterior(logs: Float64Array, priors: Float64Array): void {
  const k = priors.length;
  for (let start = 0; start < logs.length; start += k) {
    for (let c = 0; c < k; c++) {
      if (priors[c] !== Number.NEGATIVE_INFINITY)
        logs[start + c] = Math.max(-FARTHEST, Math.min(FARTHEST, logs[start + c]));
    }
    softmaxInPlace(logs, start, k);
  }
}
