import type { Retraining } from './close-loop.ts';
import type { Episode } from './episode.ts';
import { BEFORE_DAYS } from './judge-year.ts';
import { type DayTally, type PlayedYear, START_MS } from './play-year.ts';
import { lostIn, scoreOf } from './score-of.ts';

/** Days after an episode in which what it left behind is looked for. */
const AFTERMATH_DAYS = 10;
/** The last of them tell whether a worse model stays, and by how much scores may differ. */
const [LAST_DAYS, SLACK] = [3, 0.02];
const [MINUTES_PER_DAY, DAY_MS] = [1440, 86_400_000];

/** Without the loop, and with it. */
type Both<T> = readonly [without: T, looped: T];

/** How long it took until a model for the changed world was live, minutes of the year. */
export interface MinutesToLive {
  /** The first alert; where one from before the episode led to the training, until that began. */
  readonly untilAlert: number;
  /** From the alert until the training that led to it began. */
  readonly untilTraining: number;
  /** The training, and the comparison after it. */
  readonly training: number;
  readonly canary: number;
}

/** What the closed loop made of an episode. */
export interface LoopedEpisode {
  readonly episode: Episode;
  /** Undefined where no better model became live while it lasted. */
  readonly live: MinutesToLive | undefined;
  /** What became of the retrainings that began while it lasted; `none` where none did. */
  readonly outcome: string;
  /** What became of those that began after it, until the next episode. */
  readonly outcomeAfter: string;
  readonly scoreBefore: number;
  readonly during: Both<number>;
  readonly lost: Both<number>;
  /** In the days after the episode; NaN where there are none. */
  readonly after: Both<number>;
  readonly lostAfter: Both<number>;
  /** Whether a model stays that is worse, once the world is what it was, than the one that nobody trained anew. */
  readonly leftWorse: boolean;
}

/** Holds a year with the loop against the same year without it. Answers are lost against the score before each episode without the loop. */
export function judgeLoop(
  { without, with: looped }: { readonly without: PlayedYear; readonly with: PlayedYear },
  episodes: readonly Episode[],
): readonly LoopedEpisode[] {
  return episodes.map((episode, i): LoopedEpisode => {
    const fromDay = episode.fromDay;
    const endDay = fromDay + episode.days;
    const nextDay = episodes[i + 1]?.fromDay ?? looped.days.length;
    const daysOf = (from: number, to: number): Both<readonly DayTally[]> => [
      without.days.slice(Math.max(0, from), to),
      looped.days.slice(Math.max(0, from), to),
    ];
    const begunIn = (from: number, to: number) =>
      looped.retrainings.filter(
        ({ startedAt }) => from <= dayOf(startedAt) && dayOf(startedAt) < to,
      );
    const overDay = Math.min(nextDay, endDay + AFTERMATH_DAYS);
    const [during, after] = [daysOf(fromDay, endDay), daysOf(endDay, overDay)];
    const [stays, left] = ofBoth(daysOf(Math.max(endDay, overDay - LAST_DAYS), overDay), scoreOf);
    const scoreBefore = scoreOf(daysOf(fromDay - BEFORE_DAYS, fromDay)[0]);
    const lostOf = (days: readonly DayTally[]) => lostIn(days, scoreBefore);
    const own = begunIn(fromDay, endDay);
    return {
      ...{ episode, scoreBefore, live: minutesToLive(own, episode, looped) },
      ...{ outcome: sayOutcome(own), outcomeAfter: sayOutcome(begunIn(endDay, nextDay)) },
      ...{ during: ofBoth(during, scoreOf), lost: ofBoth(during, lostOf) },
      ...{ after: ofBoth(after, scoreOf), lostAfter: ofBoth(after, lostOf) },
      leftWorse: left < stays - SLACK,
    };
  });
}

function ofBoth<T, U>([without, looped]: Both<T>, of: (one: T) => U): Both<U> {
  return [of(without), of(looped)];
}

function minutesToLive(
  own: readonly Retraining[],
  { fromDay, days }: Episode,
  { pages }: PlayedYear,
): MinutesToLive | undefined {
  const led = own.find(({ status }) => status === 'promoted');
  const minutesOf = (name: 'train' | 'roll-out') => {
    const step = led?.steps.find((each) => each.name === name);
    return [step?.startedAt, step?.endedAt].map((at) =>
      at ? (dayOf(at) - fromDay) * MINUTES_PER_DAY : Number.NaN,
    ) as [begun: number, ended: number];
  };
  const [begun] = minutesOf('train');
  const [rolledOut, live] = minutesOf('roll-out');
  if (!(live < days * MINUTES_PER_DAY)) return undefined;
  const told = pages.map(({ toldAtHour }) => 60 * toldAtHour - fromDay * MINUTES_PER_DAY);
  const untilAlert = told.find((minute) => minute >= 0 && minute <= begun) ?? begun;
  return {
    ...{ untilAlert, untilTraining: begun - untilAlert },
    ...{ training: rolledOut - begun, canary: live - rolledOut },
  };
}

/** Such as `2 rejected, 1 promoted`. */
export function sayOutcome(retrainings: readonly Retraining[]): string {
  const counts = Map.groupBy(retrainings, ({ status }) => status);
  return [...counts].map(([status, { length }]) => `${length} ${status}`).join(', ') || 'none';
}

/** Days since the year began. */
export function dayOf(instant: string): number {
  return (Date.parse(instant) - START_MS) / DAY_MS;
}
