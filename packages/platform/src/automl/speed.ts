import { type Candidate, type TableShape, workOf } from '@kaizenml/ml/search';
import { median } from './trial.ts';
import type { FoldResult } from './trial-messages.ts';

/** How fast this machine is now: learned from folds that were fitted, told of those that were not. */
export interface Speed {
  /** Takes what a fold took. */
  learn(candidate: Candidate, ms: number): void;
  /** Takes how long a fold had taken when it was stopped: others of as much work would be stopped as well. */
  learnStopped(candidate: Candidate, ms: number): void;
  /** Takes how long a thread took, and how long a processor worked for it. */
  learnPace(took: FoldResult['took']): void;
  /** Takes what the preparation of a fold took. */
  learnPreparation(recipe: string, ms: number): void;
  /** What preparations of the training part of a fold took, the shortest of each recipe, together: code is cold at first. Default: of all recipes. */
  preparationMs(recipes?: ReadonlySet<string>): number;
  /** What a fold will take at least, most probably; undefined before anything was fitted. */
  leastMs(candidate: Candidate): number | undefined;
  /** Milliseconds of time per millisecond of a processor: 1 where nobody else works on the machine. */
  pace(): number;
}

/** Fits below this are mostly overhead and say nothing of the pace. */
const FEWEST_MS = 20;
/** How many times too much may be expected of an estimator that was fitted, and of another one. */
const DOUBT = 2;
const DOUBT_UNSEEN = 4;
const MOST_PACE = 8;
/** Without waiting, as if it had been seen: clocks of processors are coarse. */
const PRIOR_MS = 1000;
/** Part of the waiting that remains when the threads of the search are gone. */
const REMAINING = 0.5;

/**
 * Opens a record of speeds: the median ratio of time to work by estimator, and how much of the time a thread has to wait.
 *
 * @param shape The training part of a fold.
 */
export function openSpeed(shape: TableShape): Speed {
  let [wallMs, cpuMs] = [0, 0];
  /** Ratios of time to work, by estimator: of folds that were fitted, of those so fast that it says little, and of those that were stopped. */
  const fitted = new Map<string, number[]>();
  const fast = new Map<string, number[]>();
  const stopped = new Map<string, number[]>();
  const preparations = new Map<string, number>();
  const note = (ratios: Map<string, number[]>, candidate: Candidate, ms: number): void => {
    const { estimator } = candidate;
    const ratio = ms / workOf(candidate, shape);
    ratios.set(estimator, [...(ratios.get(estimator) ?? []), ratio]);
  };
  return {
    learn(candidate, ms) {
      if (!candidate.isBaseline) note(ms < FEWEST_MS ? fast : fitted, candidate, ms);
    },
    learnStopped: (candidate, ms) => note(stopped, candidate, DOUBT * ms),
    learnPace(took) {
      wallMs += took?.wallMs ?? 0;
      cpuMs += took?.cpuMs ?? 0;
    },
    learnPreparation(recipe, ms) {
      preparations.set(recipe, Math.min(ms, preparations.get(recipe) ?? ms));
    },
    preparationMs: (recipes) =>
      [...preparations].reduce(
        (sum, [recipe, ms]) => sum + (recipes === undefined || recipes.has(recipe) ? ms : 0),
        0,
      ),
    leastMs(candidate) {
      const { estimator } = candidate;
      const given = stopped.get(estimator) ?? [];
      const opposed = given.length > 0 ? (fast.get(estimator) ?? []) : [];
      const own = median([...(fitted.get(estimator) ?? []), ...given, ...opposed]);
      if (own !== undefined) return (own / DOUBT) * workOf(candidate, shape);
      const others = median([...fitted.values()].flatMap((ratios) => median(ratios) ?? []));
      return others && (others / DOUBT_UNSEEN) * workOf(candidate, shape);
    },
    pace: () => {
      const waited = (PRIOR_MS + wallMs) / (PRIOR_MS + cpuMs);
      return Math.min(MOST_PACE, Math.max(1, 1 + REMAINING * (waited - 1)));
    },
  };
}
