import type { RunningMoments } from '../stats/index.ts';
import type { PerArm } from './guard.ts';
import { lastRefuted } from './last-refuted.ts';
import { tMixture } from './t-mixture.ts';
import type { BothSides } from './worse.ts';

/** Values per arm below which nothing is said of a mean: the normal limit is not there yet. */
export const WARM_UP = 50;

/** What is known of the difference of two means. */
export interface MeanDifference extends BothSides {
  readonly difference: number;
  /** The interval at which the evidence reaches `enough`; null where it never does. */
  interval(enough: number): { readonly low: number | null; readonly high: number | null };
}

/**
 * Evidence about the difference of two means; undefined before both arms have 50 values.
 *
 * The variance of each arm counts as no less than the pooled one: an arm that has not met the rare large values yet would be too sure of itself.
 *
 * @source Welch (1947), Biometrika 34, 28-35, for the degrees of freedom.
 */
export function meanDifference({ a, b }: PerArm<RunningMoments>): MeanDifference | undefined {
  if (a.n < WARM_UP || b.n < WARM_UP) return undefined;
  const difference = b.mean - a.mean;
  const pooled = (a.squares + b.squares) / (a.n + b.n - 2);
  const [partA, partB] = [a, b].map(({ n, squares }) => Math.max(squares / (n - 1), pooled) / n);
  const error = Math.sqrt(partA + partB);
  const m = 1 / (1 / a.n + 1 / b.n);
  const f =
    error === 0
      ? a.n + b.n - 2
      : (partA + partB) ** 2 / (partA ** 2 / (a.n - 1) + partB ** 2 / (b.n - 1));
  const at = (distance: number) => tMixture(distance <= 0 ? 0 : distance / error, { m, f });
  return {
    difference,
    atMost: (d) => at(difference - d),
    atLeast: (d) => at(d - difference),
    interval(enough) {
      const reach = lastRefuted((t) => tMixture(t, { m, f }), { inside: 0, outside: 1e6, enough });
      return reach === null
        ? { low: null, high: null }
        : { low: difference - reach * error, high: difference + reach * error };
    },
  };
}
