import type { Candidate } from '@kaizenml/ml/search';
import type { Speed } from './speed.ts';

/** Part of the time of a search that one candidate may take, beyond the first. */
const SHARE = 1 / 4;
/** A fold may always take so long: threads begin slowly. */
const LEAST_MS = 1000;
/** Candidates in a row that are not begun because too little time is left; the next one may try. */
const MOST_REFUSED = 3;

/** Keeps one slow candidate from using up the time of all. */
export interface FairShare {
  /** Milliseconds that a fold may take; undefined: any time. */
  limitMs(): number | undefined;
  /** Why a candidate is not begun; undefined: it may. */
  refusal(candidate: Candidate): string | undefined;
}

/**
 * Opens the shares of a search; without a deadline any candidate may take any time, and so it may while there is no model.
 *
 * @param options.searchMs Time of the whole search as it is planned now; undefined: no limit.
 * @param options.leftMs What is left of it.
 */
export function openFairShare({
  searchMs,
  leftMs,
  hasModel,
  speed,
  nWorkers,
  nFolds,
}: {
  readonly searchMs: () => number | undefined;
  readonly leftMs: () => number;
  readonly hasModel: () => boolean;
  readonly speed: Speed;
  readonly nWorkers: number;
  readonly nFolds: number;
}): FairShare {
  let nRefused = 0;
  const atOnce = Math.min(1, nWorkers / nFolds);
  const limitMs = (): number | undefined => {
    const whole = searchMs();
    if (whole === undefined || !hasModel()) return undefined;
    return Math.max(LEAST_MS, SHARE * whole * atOnce);
  };
  return {
    limitMs,
    refusal(candidate) {
      const limit = limitMs();
      const foldMs = speed.leastMs(candidate);
      if (limit === undefined || foldMs === undefined) return undefined;
      if (foldMs > limit)
        return `a fold of it would take ${seconds(foldMs)} or more, and its share of the search is ${seconds(limit)}`;
      if (foldMs <= leftMs() * atOnce || nRefused >= MOST_REFUSED) {
        nRefused = 0;
        return undefined;
      }
      nRefused++;
      return `a fold of it would take ${seconds(foldMs)} or more, and ${seconds(leftMs())} were left of the search`;
    },
  };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
