import { durationMs } from '@kaizenml/contracts';
import type { MonitorSettings } from '@kaizenml/contracts/operations';
import { unpackCounts } from './counting/pack-counts.ts';
import { isDrift } from './finding.ts';
import { addUp, type CountedSpan, type FindColumns, findPast } from './judging/counted-span.ts';
import type { WatchedColumn } from './judging/judge-windows.ts';
import { type PastSeason, pastSeasons, seasonsBack } from './judging/past-seasons.ts';
import { isShort, watchedColumns } from './judging/watched-columns.ts';
import type { MonitorStore, Subject, WindowPlace, WindowRecord } from './store.ts';

/** Windows before that tell what a column usually is in one: as far back as so many lengths of these, and so many at most. */
const PAST_SPANS = 8;
const MOST_PAST = 8;
const MOST_THEN = 100;
/** Rows of a season before that say something; chance knows how many they are. */
const LEAST_ROWS = 30;
const NOTHING: ReadonlySet<string> = new Set();

/** Whose columns they are. */
export interface ColumnsChoice {
  readonly subject: Subject;
  readonly place: WindowPlace;
  readonly settings: MonitorSettings;
  readonly findVersion: FindColumns;
  /** Inputs that are left out. Default: none. */
  readonly redacted?: ReadonlySet<string> | undefined;
  /** Windows of the place. Default: they are read. */
  readonly windows?: readonly WindowRecord[];
}

/**
 * The columns of some windows, each with what it is compared with.
 *
 * @returns Undefined where nobody knows what the version is counted on.
 */
export async function verdictColumns(
  monitors: Pick<MonitorStore, 'windows' | 'places' | 'verdicts'>,
  { subject, place, settings, findVersion, redacted, windows }: ColumnsChoice,
): Promise<readonly WatchedColumn[] | undefined> {
  const { start, end, version } = place;
  const taken = windows ?? (await monitors.windows(subject, { from: start, to: end, version }));
  const span = await addUp(taken, version, findVersion);
  if (span === undefined) return undefined;
  const { minRows } = settings;
  const lengthMs = Date.parse(end) - Date.parse(start);
  const before = await monitors.places(subject, {
    from: new Date(Date.parse(start) - PAST_SPANS * lengthMs).toISOString(),
    ...{ to: start, version },
  });
  const starts = spreadOver(before, MOST_PAST).map((one) => one.start);
  const past = await monitors.windows(subject, { starts, to: start, version });
  return await watchedColumns(span, {
    ...{ place, settings, redacted },
    seasons: seasonsOf(monitors, { subject, place, settings, findVersion }),
    past: past.map(({ body }) => unpackCounts(span.version.columns, body)),
    findPast: (fromMs, toMs) => findPast(monitors, subject, { fromMs, toMs, minRows, findVersion }),
  });
}

/** The same windows in seasons before. Of a long season what had drifted is natural a season later. */
function seasonsOf(
  monitors: Pick<MonitorStore, 'windows' | 'verdicts'>,
  { subject, place, settings, findVersion }: Omit<ColumnsChoice, 'redacted' | 'windows'>,
): readonly PastSeason<CountedSpan>[] {
  const { season, keep } = settings;
  if (season === undefined) return [];
  const before = (back: number) => {
    const ms = back * durationMs(season);
    return { fromMs: Date.parse(place.start) - ms, toMs: Date.parse(place.end) - ms };
  };
  return pastSeasons(seasonsBack({ season, keep }), {
    find: (back) =>
      findPast(monitors, subject, { ...before(back), minRows: LEAST_ROWS, findVersion }),
    drifted: async (back) =>
      isShort(season) ? await driftedIn(monitors, subject, before(back)) : NOTHING,
  });
}

/** What had drifted, or was damaged, in the verdicts that reach into a span, as `check/column`. */
async function driftedIn(
  monitors: Pick<MonitorStore, 'verdicts'>,
  subject: Subject,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<ReadonlySet<string>> {
  const at = (ms: number) => new Date(ms).toISOString();
  const to = at(toMs);
  const reaching = { from: at(fromMs), to: at(2 * toMs - fromMs), limit: MOST_THEN };
  const verdicts = await monitors.verdicts(subject, reaching);
  return new Set(
    verdicts
      .filter(({ start }) => start < to)
      .flatMap(({ findings }) => findings.filter(isDrift))
      .map(({ check, column }) => `${check}/${column}`),
  );
}

/** So many of them at even distances, the last one among them. */
function spreadOver<Item>(all: readonly Item[], n: number): readonly Item[] {
  const every = Math.ceil(all.length / n);
  return all.filter((_, i) => (all.length - 1 - i) % every === 0);
}
