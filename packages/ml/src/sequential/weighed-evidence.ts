import { addWeighed, mergeWeighed, noWeight, type WeighedMoments } from '../stats/index.ts';
import type { PerArm } from './guard.ts';
import { lastRefuted } from './last-refuted.ts';
import { type MeanDifference, WARM_UP } from './mean-evidence.ts';
import { tMixture } from './t-mixture.ts';

/** Values of one arm, each with the probability with which it came about. Plain JSON that adds up. */
export interface WeighedArm {
  n: number;
  /** Weighed by 1 / probability: its mean is what all requests would have shown. */
  readonly once: WeighedMoments;
  /** Weighed by 1 / probability squared: how far off that mean may be. */
  readonly twice: WeighedMoments;
}

/** An arm without values. */
export function noWeighed(): WeighedArm {
  return { n: 0, once: noWeight(), twice: noWeight() };
}

/** Counts a value of a request that the arm got with a probability above 0, in place. */
export function countWeighed(arm: WeighedArm, value: number, propensity: number): void {
  arm.n++;
  addWeighed(arm.once, value, 1 / propensity);
  addWeighed(arm.twice, value, 1 / (propensity * propensity));
}

/** Both together. */
export function mergeArms(one: WeighedArm, other: WeighedArm): WeighedArm {
  return {
    n: one.n + other.n,
    once: mergeWeighed(one.once, other.once),
    twice: mergeWeighed(one.twice, other.twice),
  };
}

/** The mean that an arm would have shown had it got all requests, and the interval that holds it at all times; undefined before 50 values. */
export function weighedMeanOf(
  arm: WeighedArm,
  enough: number,
):
  | { readonly mean: number; readonly error: number; readonly low: number; readonly high: number }
  | undefined {
  if (arm.n < WARM_UP) return undefined;
  const { mean } = arm.once;
  const spread = spreadOf(arm);
  const variance = errorOf(arm, spread);
  const error = Math.sqrt(variance);
  const m = scaleOf(arm.once.weight, variance, spread);
  const reach = reachOf(m, enough);
  return { mean, error, low: mean - reach * error, high: mean + reach * error };
}

/**
 * Evidence about the difference of two means of values that came about with known, changing probabilities; undefined before both
 * arms have 50.
 *
 * What each request adds to the difference of the weighed sums has the true difference of its time as its mean, however the probabilities were
 * made of what came before. So neither shares that move nor times that differ mislead it. Centered at the mean of each arm; exact in the limit of many.
 *
 * @source Horvitz & Thompson (1952), JASA 47, 663-685; Ham, Bojinov, Lindon & Tingley (2022), "Design-based confidence sequences", for
 * looking at all times while the probabilities adapt.
 */
export function weighedDifference({ a, b }: PerArm<WeighedArm>): MeanDifference | undefined {
  if (a.n < WARM_UP || b.n < WARM_UP) return undefined;
  const difference = b.once.mean - a.once.mean;
  const weight = a.once.weight + b.once.weight;
  const pooled = (spreadOf(a) * a.once.weight + spreadOf(b) * b.once.weight) / weight;
  const variance = errorOf(a, pooled) + errorOf(b, pooled);
  const error = Math.sqrt(variance);
  const m = scaleOf(weight / 2, variance, pooled);
  const f = Number.POSITIVE_INFINITY;
  const at = (distance: number) =>
    distance <= 0 ? 0 : error === 0 ? Number.MAX_VALUE : tMixture(distance / error, { m, f });
  return {
    difference,
    atMost: (d) => at(difference - d),
    atLeast: (d) => at(d - difference),
    interval(enough) {
      const reach = reachOf(m, enough);
      return { low: difference - reach * error, high: difference + reach * error };
    },
  };
}

/** Weighed variance of the values. */
function spreadOf({ once }: WeighedArm): number {
  return once.squares / once.weight;
}

/** Variance of the weighed mean, no less than with the given spread of values: an arm that has not met the rare large ones would be too sure. */
function errorOf({ once, twice }: WeighedArm, spread: number): number {
  const around = twice.squares + twice.weight * (twice.mean - once.mean) ** 2;
  return Math.max(around, spread * twice.weight) / (once.weight * once.weight);
}

/** Effective number of values in the sense of `tMixture`: it grows with the variance of the sums, as a mixture must; of an even split it is 1 / (1/nA + 1/nB). */
function scaleOf(n: number, variance: number, spread: number): number {
  return spread === 0 ? n / 4 : (n * n * variance) / (16 * spread);
}

function reachOf(m: number, enough: number): number {
  const f = Number.POSITIVE_INFINITY;
  return lastRefuted((t) => tMixture(t, { m, f }), { inside: 0, outside: 1e6, enough }) ?? 1e6;
}
