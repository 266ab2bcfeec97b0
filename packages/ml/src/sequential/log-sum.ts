import { exp, log } from '../math/index.ts';

/** ln of the sum of e^x, without overflow; -Infinity for nothing. */
export function logSum(logs: readonly number[]): number {
  const most = Math.max(...logs);
  if (!Number.isFinite(most)) return most;
  return most + log(logs.reduce((sum, x) => sum + exp(x - most), 0));
}

/** ln of the mean of e^x: the mean of e-values is an e-value, however they hang together. */
export function logMean(logs: readonly number[]): number {
  return logSum(logs) - log(logs.length);
}
