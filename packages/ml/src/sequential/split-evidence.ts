import { logLikelihood, logMixture, rateOf, type Trials } from './bernoulli-mixture.ts';
import type { PerArm } from './guard.ts';

/**
 * Logarithm of the e-value against "B has it no more often than A", from the arms of the requests that have it.
 *
 * Where a router sends each request to B by chance, `share` of all, a request that has it is of B with a chance of at most `share`
 * while the hypothesis is true: that is a coin, and nothing else need be known, neither how rare the thing is nor whether it comes and goes.
 *
 * @param share Chance of a request to go to B, between 0 and 1.
 * @source Turner, Ly & Grünwald (2024), "Generic E-variables for exact sequential k-sample tests that allow for optional stopping", Journal of
 * Statistical Planning and Inference 230: the same coin, by blocks; Lindon & Malek (2022), "Anytime-valid inference for multinomial count data",
 * NeurIPS 35.
 */
export function splitExcess(trials: PerArm<Trials>, share: number): number {
  const coin = ofThoseThatHave(trials);
  return logMixture(coin) - logLikelihood(coin, Math.min(share, rateOf(coin)));
}

/** The same against "B has it no less often than A". */
export function splitShortfall(trials: PerArm<Trials>, share: number): number {
  const coin = ofThoseThatHave(trials);
  return logMixture(coin) - logLikelihood(coin, Math.max(share, rateOf(coin)));
}

function ofThoseThatHave({ a, b }: PerArm<Trials>): Trials {
  return { n: a.sum + b.sum, sum: b.sum };
}
