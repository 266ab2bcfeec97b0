import { exp } from '../math/index.ts';
import { logLikelihood, logMixture, rateOf, type Trials } from './bernoulli-mixture.ts';
import type { PerArm } from './guard.ts';
import { halfSure } from './half-sure.ts';
import { logSum } from './log-sum.ts';
import { splitExcess, splitShortfall } from './split-evidence.ts';
import type { BothSides } from './worse.ts';

/** Halvings of the stretch that holds the minimum: down to the last place of rates of 1e-6. */
const N_HALVINGS = 60;

/**
 * Logarithm of the e-value against "the rate of B exceeds that of A by at most `difference`".
 *
 * For every pair of rates, mixture over likelihood of B, times half-sure mixture over likelihood of A, is a martingale from 1. The e-value
 * is the least of them over the pairs that the hypothesis allows, so it is valid whichever is true, at any time, for any rates and any
 * split of traffic that does not look ahead. The logarithm is convex in the rates: the least value is at the observed
 * rates, or where the difference is the one asked about.
 *
 * It falls as `difference` grows, and does not depend on the order of the requests.
 *
 * @source Wasserman, Ramdas & Balakrishnan (2020), "Universal inference", PNAS 117, 16880-16890; Turner & Grünwald (2023), "Exact anytime-valid
 * confidence intervals for contingency tables and beyond", Statistics & Probability Letters 198, for the task.
 */
export function rateExcess({ a, b }: PerArm<Trials>, difference: number): number {
  const d = Math.min(1, Math.max(-1, difference));
  const [mixedA, mixedB] = [logMixture(a), logMixture(b)];
  const logE = (pA: number, pB: number) =>
    halfSure(mixedA - logLikelihood(a, pA)) + mixedB - logLikelihood(b, pB);
  const [bestA, bestB] = [rateOf(a), rateOf(b)];
  if (a.n === 0 || b.n === 0) return Math.min(0, logE(bestA, bestB));
  if (bestB <= bestA + d) return logE(bestA, bestB);
  let low = Math.max(0, -d, bestA);
  let high = Math.min(1, 1 - d, bestB - d);
  for (let i = 0; i < N_HALVINGS && low < high; i++) {
    const pA = (low + high) / 2;
    const trust = 1 / (1 + exp(logLikelihood(a, pA) - mixedA));
    if (trust * slope(a, pA) + slope(b, pA + d) > 0) low = pA;
    else high = pA;
  }
  return logE(low, Math.min(1, Math.max(0, low + d)));
}

/** Logarithm of the e-value against "the rate of B exceeds that of A by at least `difference`": the same of the rates of no. */
export function rateShortfall({ a, b }: PerArm<Trials>, difference: number): number {
  return rateExcess({ a: turned(a), b: turned(b) }, -difference);
}

/** Change of the log-likelihood with the rate. */
function slope({ n, sum }: Trials, p: number): number {
  return (sum > 0 ? sum / p : 0) - (n - sum > 0 ? (n - sum) / (1 - p) : 0);
}

function turned({ n, sum }: Trials): Trials {
  return { n, sum: n - sum };
}

/**
 * Evidence about the difference of two rates, for any difference.
 *
 * With a known split it is the mean of two e-values where the hypothesis says that B is no worse: `rateExcess` and
 * `splitExcess`. Where it allows a difference, the arms alone say nothing, and half of `rateExcess` is left.
 *
 * @param share See `splitExcess`; 0 where it is not known.
 */
export function rateSides(trials: PerArm<Trials>, share = 0): BothSides {
  const combined = (logE: number, bySplit: () => number, doesApply: boolean) =>
    share === 0 ? logE : logSum([logE, ...(doesApply ? [bySplit()] : [])]) - Math.LN2;
  return {
    atMost: (d) => combined(rateExcess(trials, d), () => splitExcess(trials, share), d <= 0),
    atLeast: (d) => combined(rateShortfall(trials, d), () => splitShortfall(trials, share), d >= 0),
  };
}
