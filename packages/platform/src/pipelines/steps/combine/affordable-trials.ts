import type { Candidate } from '@kaizenml/ml/search';
import type { Trial } from '../../../automl/index.ts';

/** How long fits may take. */
export interface AffordableTime {
  /** For all fits together, milliseconds. Default: any time. */
  readonly msLeft?: number | undefined;
  /** What a fit of a candidate takes. */
  readonly fitMs: (candidate: Candidate) => number;
}

/**
 * The trials whose candidates may all be fitted in time: the best one, and the next best as long as they fit in. Whatever is
 * combined of them can be trained.
 *
 * @param trials Best first.
 */
export function affordableTrials(
  trials: readonly Trial[],
  { msLeft = Number.POSITIVE_INFINITY, fitMs }: AffordableTime,
): Trial[] {
  let spent = 0;
  return trials.filter(({ candidate }, place) => {
    const ms = fitMs(candidate);
    if (place > 0 && spent + ms > msLeft) return false;
    spent += ms;
    return true;
  });
}
