import { durationMs } from '@kaizenml/contracts';
import type { Counted } from './compare-counted.ts';

/** The same span some seasons before. */
export interface PastSeason<Span> {
  /** Whether something had drifted then, or was damaged, by `check/column`. */
  had(what: string): Promise<boolean>;
  /** What was counted then; undefined where that says nothing. */
  find(): Promise<Span | undefined>;
}

/** Seasons that tell what is natural. */
const MOST_SEASONS = 8;
/** Seasons are looked through for so long at least: a drift stays one for that time, and is natural after it. */
const LONG_AGO_MS = 30 * 86_400_000;

/** How many seasons are looked back: eight, of short ones a month of them, and of long ones those that are kept. */
export function seasonsBack({
  season,
  keep,
}: {
  readonly season: string;
  readonly keep: string;
}): number {
  const seasonMs = durationMs(season);
  const asked = Math.max(MOST_SEASONS, Math.ceil(LONG_AGO_MS / seasonMs));
  return Math.min(asked, Math.floor(durationMs(keep) / seasonMs));
}

/** The same span in the seasons before it, the newest first; each is read once, as soon as somebody asks. */
export function pastSeasons<Span>(
  n: number,
  read: {
    readonly drifted: (back: number) => Promise<ReadonlySet<string>>;
    readonly find: (back: number) => Promise<Span | undefined>;
  },
): readonly PastSeason<Span>[] {
  return Array.from({ length: n }, (_, i) => {
    let drifted: Promise<ReadonlySet<string>> | undefined;
    let found: Promise<Span | undefined> | undefined;
    return {
      async had(what) {
        drifted ??= read.drifted(i + 1);
        return (await drifted).has(what);
      },
      find() {
        found ??= read.find(i + 1);
        return found;
      },
    };
  });
}

/** A column in seasons before, the newest first. */
export interface SeasonsBefore {
  /** Those of the latest eight in which it had not drifted; where it had in all of them, the newest one before. */
  readonly calm: readonly Counted[];
  /** Those of the latest eight in which it had. */
  readonly drifted: readonly Counted[];
}

/** Reads a column in seasons before. @param columnOf The column in a span; undefined where it has none. */
export async function seasonsBefore<Span>(
  seasons: readonly PastSeason<Span>[],
  what: string,
  columnOf: (span: Span) => Counted | undefined,
): Promise<SeasonsBefore> {
  const calm: Counted[] = [];
  const drifted: Counted[] = [];
  for (const [i, season] of seasons.entries()) {
    if (i >= MOST_SEASONS && (calm.length > 0 || drifted.length === 0)) break;
    const span = await season.find();
    const column = span && columnOf(span);
    if (column === undefined) continue;
    if (!(await season.had(what))) calm.push(column);
    else if (i < MOST_SEASONS) drifted.push(column);
  }
  return { calm, drifted };
}

/**
 * What tells what is natural: seasons in which the column had not drifted, and where there is none, those in which it had, since what has
 * lasted so long is natural by now.
 *
 * @returns On the bins of the newest; none where nothing is known.
 */
export function naturalOf({ calm, drifted }: SeasonsBefore): readonly Counted[] {
  const natural = calm.length > 0 ? calm : drifted;
  return natural.filter(({ binning }) => binning === natural[0]?.binning);
}
