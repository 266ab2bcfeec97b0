import { log } from '../math/index.ts';
import { logGamma } from '../stats/index.ts';

/** Values between 0 and 1, summed up; of yes and no, the sum counts the yes. */
export interface Trials {
  readonly n: number;
  readonly sum: number;
}

/** A Beta distribution over the unknown rate. */
export interface BetaPrior {
  readonly yes: number;
  readonly no: number;
}

/** Costs at most ln 2 + ln(n) / 2 against the best rate in hindsight, whatever that is. */
const JEFFREYS: BetaPrior = { yes: 0.5, no: 0.5 };

/**
 * Logarithm of the chance of these trials, averaged over all rates: ln B(yes + sum, no + n - sum) - ln B(yes, no).
 *
 * Divided by the chance under the true rate it is a martingale from 1, so it passes 1/level with a chance of at most the level,
 * ever. The same holds for values between 0 and 1 with that mean: p^x (1-p)^(1-x) is convex in x.
 *
 * @param prior Default Jeffreys', one half each.
 * @source Ville (1939); Robbins (1970), Annals of Mathematical Statistics 41, 1397-1409; Krichevsky & Trofimov (1981) on the cost.
 */
export function logMixture({ n, sum }: Trials, prior: BetaPrior = JEFFREYS): number {
  return logBeta(prior.yes + sum, prior.no + Math.max(0, n - sum)) - logBeta(prior.yes, prior.no);
}

/** Logarithm of the chance of these trials at the rate p; -Infinity where p rules them out. */
export function logLikelihood({ n, sum }: Trials, p: number): number {
  return times(sum, p) + times(n - sum, 1 - p);
}

/** The rate at which the trials are likeliest; 0.5 without any. */
export function rateOf({ n, sum }: Trials): number {
  return n === 0 ? 0.5 : Math.min(1, sum / n);
}

/** ln B(a, b) = ln Γ(a) + ln Γ(b) - ln Γ(a + b). */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

function times(count: number, p: number): number {
  return count <= 0 ? 0 : count * log(p);
}
