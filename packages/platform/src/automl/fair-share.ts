import type { Candidate } from '@kaizenml/ml/search';
import type { Speed } from './speed.ts';

/** Part of the time of a search that one candidate may take: of the first few, which are good on most tables, and of later ones. */
const SHARES = { first: 1 / 2, later: 1 / 6 } as const;
const N_FIRST = 3;
/** What a new thread takes before it fits, milliseconds on the machine where work was measured. */
const START_MS = 1000;
/** Candidates in a row that are not begun because too little time is left; the next one may try. */
const MOST_REFUSED = 3;

/** Keeps one slow candidate from using up the time of all. */
export interface FairShare {
  /** Milliseconds that a fold of a candidate may take; undefined: any time. */
  limitMs(candidate: Candidate): number | undefined;
  /** Why a candidate is not begun; undefined: it may. */
  refusal(candidate: Candidate): string | undefined;
}

/** What shares go by. */
export interface ShareSetting {
  /** Time of the whole search as it is planned now; undefined: no limit. */
  readonly plannedMs: () => number | undefined;
  /** What is left of it. */
  readonly leftMs: () => number;
  /** Real candidates of which at least one fold is done. */
  readonly nModels: () => number;
  readonly speed: Speed;
  readonly nWorkers: number;
  readonly nFolds: number;
}

/**
 * Opens the shares of a search. Without a deadline any candidate may take any time, and so it may while there is no model;
 * baselines always may.
 */
export function openFairShare({
  plannedMs,
  leftMs,
  nModels,
  speed,
  nWorkers,
  nFolds,
}: ShareSetting): FairShare {
  const atOnce = Math.min(1, nWorkers / nFolds);
  let nRefused = 0;
  const limitMs = ({ isBaseline }: Candidate): number | undefined => {
    const whole = plannedMs();
    if (whole === undefined || isBaseline || nModels() === 0) return undefined;
    const share = nModels() < N_FIRST ? SHARES.first : SHARES.later;
    return share * whole * atOnce + START_MS * speed.pace();
  };
  return {
    limitMs,
    refusal(candidate) {
      const limit = limitMs(candidate);
      const foldMs = speed.leastMs(candidate);
      if (limit === undefined || foldMs === undefined) return undefined;
      if (foldMs >= limit)
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
