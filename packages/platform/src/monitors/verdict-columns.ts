import { durationMs } from '@kaizenml/contracts';
import type { MonitorSettings } from '@kaizenml/contracts/operations';
import { unpackCounts } from './counting/pack-counts.ts';
import { isDrift } from './finding.ts';
import { addUp, type FindColumns, findPast } from './judging/counted-span.ts';
import type { WatchedColumn } from './judging/judge-windows.ts';
import { isShort, watchedColumns } from './judging/watched-columns.ts';
import type { MonitorStore, Subject, WindowPlace, WindowRecord } from './store.ts';

/** Windows before that tell what a column usually is in one: as far back as so many lengths of these, and so many at most. */
const PAST_SPANS = 8;
const MOST_PAST = 8;
const MOST_THEN = 100;

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
    driftedThen: await driftedThen(monitors, { subject, place, settings }),
    past: past.map(({ body }) => unpackCounts(span.version.columns, body)),
    findPast: (fromMs, toMs) => findPast(monitors, subject, { fromMs, toMs, minRows, findVersion }),
  });
}

/** What had drifted one season before is no season of its own: as long as it lasts it stays a drift. */
async function driftedThen(
  monitors: Pick<MonitorStore, 'verdicts'>,
  { subject, place, settings }: Pick<ColumnsChoice, 'subject' | 'place' | 'settings'>,
): Promise<ReadonlySet<string>> {
  const { season } = settings;
  if (season === undefined || !isShort(season)) return new Set();
  const [from, to] = [place.start, place.end].map((at) =>
    new Date(Date.parse(at) - durationMs(season)).toISOString(),
  );
  const then = await monitors.verdicts(subject, { from, to, limit: MOST_THEN });
  return new Set(
    then
      .flatMap(({ findings }) => findings.filter(isDrift))
      .map(({ check, column }) => `${check}/${column}`),
  );
}

/** So many of them at even distances, the last one among them. */
function spreadOver<Item>(all: readonly Item[], n: number): readonly Item[] {
  const every = Math.ceil(all.length / n);
  return all.filter((_, i) => (all.length - 1 - i) % every === 0);
}
