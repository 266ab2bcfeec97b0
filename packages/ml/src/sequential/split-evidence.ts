import { logLikelihood, logMixture, rateOf, type Trials } from './bernoulli-mixture.ts';
import type { PerArm } from './guard.ts';

/**
 * Logarithms of two e-values against "B has it no more often than A", from the arms of the requests that have it, and of those that do not.
 *
 * Where a router sends each request to B by chance, `share` of all, a request that has it is of B with a chance of at most `share`
 * while the hypothesis is true: that is a coin, and nothing else need be known, neither how rare the thing is nor whether it comes and goes. Of those
 * that do not have it at least `share` are of B.
 *
 * @param share Chance of a request to go to B, between 0 and 1.
 * @source Turner, Ly & Grünwald (2024), "Generic E-variables for exact sequential k-sample tests", Journal of Statistical Planning and Inference 230:
 * the same coin, by blocks; Lindon & Malek (2022), "Anytime-valid inference for multinomial count data", NeurIPS 35.
 */
export function splitExcess({ a, b }: PerArm<Trials>, share: number): readonly number[] {
  const have = { n: a.sum + b.sum, sum: b.sum };
  const lack = { n: a.n + b.n - have.n, sum: b.n - b.sum };
  return [above(have, share), below(lack, share)];
}

/** The same against "B has it no less often than A". */
export function splitShortfall({ a, b }: PerArm<Trials>, share: number): readonly number[] {
  const have = { n: a.sum + b.sum, sum: b.sum };
  const lack = { n: a.n + b.n - have.n, sum: b.n - b.sum };
  return [below(have, share), above(lack, share)];
}

function above(trials: Trials, share: number): number {
  return logMixture(trials) - logLikelihood(trials, Math.min(share, rateOf(trials)));
}

function below(trials: Trials, share: number): number {
  return logMixture(trials) - logLikelihood(trials, Math.max(share, rateOf(trials)));
}
