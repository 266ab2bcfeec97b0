import type { Candidate } from '@kaizenml/ml/search';
import type { Searched } from '../search.ts';
import { timeAfterFit } from './time-after-search.ts';

/** Share of the time for fits that is left for what was misjudged, and for the models beside the champion. */
const DOUBT = 0.1;
/** Fits may always take so long: below, what is saved is nothing beside a worse model. */
const LEAST_MS = 1000;
/** What a fit takes on all threads, as a share of what it took on one. */
export const ON_ALL_THREADS = 0.7;

/**
 * How long fits on the training part may take so that what follows them is done in time, in milliseconds of trials, which fit on
 * one thread.
 *
 * @param candidates What is to be fitted.
 * @param leftMs Time until the whole run is to be over.
 */
export function msForFits(
  { trials, pace }: Pick<Searched, 'trials' | 'pace'>,
  candidates: readonly Candidate[],
  {
    leftMs,
    nTrainRows,
    nTestRows,
    width,
    fitTimes,
  }: {
    readonly leftMs: number;
    readonly nTrainRows: number;
    readonly nTestRows: number;
    readonly width: number;
    /** How many times as long as one fit those of the run take; see there. */
    readonly fitTimes: number;
  },
): number {
  const ids = new Set(candidates.map(({ id }) => id));
  const members = trials.filter(({ candidate }) => ids.has(candidate.id));
  const after = timeAfterFit(members, { nTrainRows, nTestRows, width }, pace);
  return Math.max(LEAST_MS, ((1 - DOUBT) * (leftMs - after)) / (ON_ALL_THREADS * fitTimes));
}
