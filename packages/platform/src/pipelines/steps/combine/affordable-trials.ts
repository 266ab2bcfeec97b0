import type { Candidate } from '@kaizenml/ml/search';
import { diverseFirst, type Trial } from '../../../automl/index.ts';

/** Trials that a team is chosen from, at most. */
const MOST_TRIALS = 30;

/** How long fits may take. */
export interface AffordableTime {
  /** For all fits together, milliseconds. Default: any time. */
  readonly msLeft?: number | undefined;
  /** What a fit of a candidate takes. */
  readonly fitMs: (candidate: Candidate) => number;
}

/**
 * The trials that a team is chosen from: 30 at most, of every estimator the best ones, whose candidates may all be fitted in time: the
 * best one, and the others as long as they fit in. Whatever is combined of them can be trained.
 *
 * @param trials Best first.
 * @returns In the same order.
 */
export function affordableTrials(
  trials: readonly Trial[],
  { msLeft = Number.POSITIVE_INFINITY, fitMs }: AffordableTime,
): Trial[] {
  let spent = 0;
  const kept = new Set<Trial>();
  for (const trial of diverseFirst(trials).slice(0, MOST_TRIALS)) {
    const ms = fitMs(trial.candidate);
    if (kept.size > 0 && spent + ms > msLeft) continue;
    spent += ms;
    kept.add(trial);
  }
  return trials.filter((trial) => kept.has(trial));
}
