import type { Candidate } from '@kaizenml/ml/search';
import { rankTrials, type Speed, type Trial } from '../../../automl/index.ts';
import type { Clock } from '../../../kit/index.ts';
import { type AfterShape, refitMs, timeAfterSearch } from './time-after-search.ts';

/** The time that a search keeps for what follows it. */
export interface Reserve {
  /**
   * Milliseconds, by what is known so far.
   *
   * @param isEnding Whether it is time to see which team there would be; until it was seen, the best few stand for it.
   */
  ms(trials: readonly Trial[], speed: Speed, isEnding: boolean): number;
  /** How many times as long as one fit those of the run may take, as was planned last. */
  fitTimes(): number;
  /** What one fit of all that a team is chosen from may take, milliseconds of trials. */
  readonly teamMs: number;
}

/** What decides how much is kept. */
export interface ReserveSetting {
  readonly shape: AfterShape;
  /** Name of the metric that ranks. */
  readonly metric: string;
  readonly clock: Clock;
  /** Time of the search and all that follows it, milliseconds. */
  readonly leftMs: number;
  readonly recipe: (candidate: Candidate) => string;
  /** The team that trials would become, if one fit of all that it is chosen from may take so many milliseconds of trials. */
  readonly team: (ranked: readonly Trial[], msLeft: number) => readonly Trial[];
  /** Fits of each member: more than one where it is bagged. */
  readonly fitsEach: (team: readonly Trial[]) => number;
  /** How many times as long as one fit those of the run take, where there is time: see `fitTimes`. */
  readonly fitTimes: number;
}

/** Members that stand for a team until one was seen, beside the small and the readable model. */
const N_MEMBERS = 8;
/** Fits of baselines and of the models beside the champion, milliseconds of a processor. */
const FIT_BESIDE = 300;
/** Share of the time that one fit of a team may take, where it is dear: alone, and where the team is trained once more. */
const MOST_ONCE = 0.3;
const MOST_EACH = 0.15;
/** Share of the time that both fits may take; where they would take more, the team is trained once. */
const MOST_BOTH = 0.45;
/** What follows a search keeps these shares of the time, at least and at most. */
const LEAST_SHARE = 0.03;
const MOST_SHARE = 0.6;

/** Opens the reserve of a search. */
export function openReserve({
  shape,
  metric,
  clock,
  leftMs,
  recipe,
  team,
  fitsEach,
  fitTimes,
}: ReserveSetting): Reserve {
  const teamMs = (fitTimes === 1 ? MOST_ONCE : MOST_EACH) * leftMs;
  let planned = fitTimes;
  let lookMs: number | undefined;
  let seen: readonly Trial[] = [];
  return {
    ms(trials, speed, isEnding) {
      const ranked = rankTrials(trials, metric).filter(({ candidate }) => !candidate.isBaseline);
      if (isEnding) {
        const begunAt = clock.now();
        seen = team(ranked, teamMs);
        if (seen.length > 0) lookMs = clock.now() - begunAt;
      }
      const members = seen.length > 0 ? seen : ranked.slice(0, N_MEMBERS);
      const time = timeAfterSearch(
        { members, nTrials: ranked.length, lookMs },
        shape,
        speed.pace(),
      );
      const best = ranked[0] ? refitMs(ranked[0], shape) : 0;
      const prepared = shape.nTrainRows + 2 * shape.nTestRows;
      const recipes = new Set(members.map((each) => recipe(each.candidate)));
      const preparation = (speed.preparationMs(recipes) * prepared) / Math.max(1, shape.nFoldRows);
      const fit = time.fit * fitsEach(seen);
      const beside = speed.pace() * FIT_BESIDE;
      const within = (share: number) =>
        preparation + beside + Math.max(best, Math.min(fit, share * leftMs));
      const both = fitTimes * within(MOST_EACH);
      const isOnce = fitTimes === 1 || both > MOST_BOTH * leftMs;
      planned = isOnce ? 1 : fitTimes;
      const all = time.beforeFit + (isOnce ? within(MOST_ONCE) : both) + time.afterFit;
      return Math.min(MOST_SHARE * leftMs, Math.max(LEAST_SHARE * leftMs, all));
    },
    fitTimes: () => planned,
    teamMs,
  };
}
