import { exp } from './exp.ts';

/**
 * The logistic function 1 / (1 + e^-z), with the same bits in every engine.
 *
 * Each sign of z has its own form, so that the exponential never overflows.
 *
 * @returns A probability in [0, 1].
 */
export function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + exp(-z));
  const e = exp(z);
  return e / (1 + e);
}
