import type { Trial } from './trial.ts';

/** Trials of an estimator that come before all others. */
const LEADERS = 3;

/**
 * Trials in the order in which a team should know them: the three best of each estimator, best first, then all others.
 *
 * A long search ends with dozens of settings of one estimator in front, whose errors are the same; what a team gains comes from the
 * others (decision 0048). A trial that is not among the first n of some trials is not among the first n of more either.
 *
 * @param ranked Best first.
 */
export function diverseFirst(ranked: readonly Trial[]): Trial[] {
  const nOf = new Map<string, number>();
  const { leaders = [], rest = [] } = Object.groupBy(ranked, ({ candidate: { estimator } }) => {
    const n = (nOf.get(estimator) ?? 0) + 1;
    nOf.set(estimator, n);
    return n <= LEADERS ? 'leaders' : 'rest';
  });
  return [...leaders, ...rest];
}
