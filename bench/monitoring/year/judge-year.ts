import type { Episode } from './episode.ts';
import type { DayTally, Page, PlayedYear } from './play-year.ts';
import { lostIn, scoreOf } from './score-of.ts';

/** Days before an episode that tell how good answers were. */
export const BEFORE_DAYS = 7;
/** Days after an episode in which alerts are still of it. */
const AFTER_DAYS = 2;
const DAYS_PER_MONTH = 30;

/** What was noticed of an episode. */
export interface JudgedEpisode {
  readonly episode: Episode;
  /** The first alert; undefined where there was none. */
  readonly page: Page | undefined;
  /** Whether a later or the first alert named a column that moved. */
  readonly isNamed: boolean;
  readonly delayHours: number | null;
  readonly delayRows: number | null;
  /** What `scoreOf` says of the days before. */
  readonly scoreBefore: number;
  readonly scoreDuring: number;
  /** Answers that were wrong beyond those of as many rows before; of numbers, so many means of error. */
  readonly nLost: number;
}

/** What came of a year, held against what happened in it. */
export interface JudgedYear {
  readonly episodes: readonly JudgedEpisode[];
  readonly falsePages: readonly Page[];
  readonly quietMonths: number;
}

/** Holds alerts against episodes. An alert outside of all of them, or in one that does no harm, is a false one. */
export function judgeYear({ pages, days }: PlayedYear, episodes: readonly Episode[]): JudgedYear {
  const isOf = ({ fromDay, days: nDays }: Episode, hour: number) =>
    hour >= 24 * fromDay && hour < 24 * (fromDay + nDays + AFTER_DAYS);
  const harmful = episodes.filter(({ isHarmful }) => isHarmful);
  const isHarmfulHour = (hour: number) => harmful.some((each) => isOf(each, hour));
  const isMeant = (check: string, hour: number) =>
    episodes.some((each) => each.checks?.includes(check) === true && isOf(each, hour));
  const nQuiet = days.filter((_, day) => !isHarmfulHour(24 * day)).length;
  return {
    episodes: episodes.map((episode) =>
      judgeEpisode(episode, {
        pages: pages.filter(({ atHour }) => isOf(episode, atHour)),
        days,
      }),
    ),
    falsePages: pages.filter(
      ({ atHour, check }) => !isHarmfulHour(atHour) && !isMeant(check, atHour),
    ),
    quietMonths: nQuiet / DAYS_PER_MONTH,
  };
}

function judgeEpisode(
  episode: Episode,
  { pages, days }: Pick<PlayedYear, 'pages' | 'days'>,
): JudgedEpisode {
  const { fromDay, days: nDays, columns } = episode;
  const before = days.slice(Math.max(0, fromDay - BEFORE_DAYS), fromDay);
  const during = days.slice(fromDay, fromDay + nDays);
  const [page] = pages;
  const delayHours = page === undefined ? null : page.atHour - 24 * fromDay;
  const named = new Set(pages.flatMap((each) => each.columns));
  const [scoreBefore, scoreDuring] = [scoreOf(before), scoreOf(during)];
  return {
    ...{ episode, page, delayHours, scoreBefore, scoreDuring },
    isNamed: columns.some((column) => named.has(column)),
    delayRows: delayHours === null ? null : rowsWithin(during, delayHours),
    nLost: lostIn(during, scoreBefore),
  };
}

/** Rows of the first hours of some days, as if they came evenly. */
function rowsWithin(days: readonly DayTally[], hours: number): number {
  return Math.round(
    days.reduce(
      (sum, { nRows }, day) => sum + nRows * Math.min(1, Math.max(0, hours / 24 - day)),
      0,
    ),
  );
}
