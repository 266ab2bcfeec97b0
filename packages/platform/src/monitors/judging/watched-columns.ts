import { durationMs } from '@kaizenml/contracts';
import type { MonitorSettings } from '@kaizenml/contracts/operations';
import type { WindowCounts } from '../counting/window-counts.ts';
import type { WindowPlace } from '../store.ts';
import type { CountedSpan } from './counted-span.ts';
import type { Counted, WatchedColumn } from './judge-windows.ts';

/** Where columns are, and how the past is found. */
export interface WatchChoice {
  readonly place: WindowPlace;
  readonly settings: MonitorSettings;
  /** Inputs that the log does not keep as they were: they are left out. Default: none. */
  readonly redacted?: ReadonlySet<string> | undefined;
  /** What had drifted in the same windows one season before, and what was damaged (`quality`), as `check/column`. */
  readonly driftedThen: ReadonlySet<string>;
  /** The same version in single windows before, oldest first. */
  readonly past: readonly WindowCounts[];
  readonly findPast: (fromMs: number, toMs: number) => Promise<CountedSpan | undefined>;
}

/** Columns that are judged, each with what it is compared with; those without a past are left out. */
export async function watchedColumns(
  { version, counts }: CountedSpan,
  { place, settings, redacted, past: before, driftedThen, findPast }: WatchChoice,
): Promise<readonly WatchedColumn[]> {
  const [startMs, endMs] = [Date.parse(place.start), Date.parse(place.end)];
  const ago = (ms: number) => findPast(startMs - ms, endMs - ms);
  const { reference, season } = settings;
  const isTraining = reference === 'training';
  const past = isTraining
    ? undefined
    : 'last' in reference
      ? await findPast(startMs - durationMs(reference.last), startMs)
      : await ago(durationMs(reference.ago));
  const lastSeason = season === undefined ? undefined : await ago(durationMs(season));
  const isLearning = season !== undefined && isShort(season) && lastSeason === undefined;
  const asked = settings.columns && new Set(settings.columns);
  return version.columns.flatMap(({ role, binning, window: trained }, i) => {
    const window = counts.columns[i];
    const isAsked =
      role !== 'input' || (asked?.has(binning.name) !== false && !redacted?.has(binning.name));
    const compared = isTraining
      ? { binning, window: trained }
      : findColumn(past, role, binning.name);
    if (window === undefined || !isAsked || compared === undefined) return [];
    const seasonal = isLearning ? 'learning' : findColumn(lastSeason, role, binning.name);
    const then = (check: 'inputs' | 'predictions' | 'quality') =>
      driftedThen.has(`${check}/${binning.name}`) ? undefined : seasonal;
    const nUnreadable = role === 'input' ? (counts.unreadable[binning.name] ?? 0) : 0;
    return [
      {
        role,
        binning,
        window,
        reference: compared,
        season: then(role === 'input' ? 'inputs' : 'predictions'),
        seasonOfDamage: then('quality'),
        nUnreadable,
        past: before.flatMap(({ columns }) => columns[i] ?? []),
      },
    ];
  });
}

/** Seasons that are learned before anything is claimed, and whose drifts of the last time are not natural. */
const SHORT_MS = 15 * 86_400_000;

/** Whether a season is so short that one of it may be waited for. */
export function isShort(season: string): boolean {
  return durationMs(season) <= SHORT_MS;
}

function findColumn(
  span: CountedSpan | undefined,
  role: WatchedColumn['role'],
  name: string,
): Counted | undefined {
  if (span === undefined) return undefined;
  const { version, counts } = span;
  const i = version.columns.findIndex((one) => one.role === role && one.binning.name === name);
  const [column, window] = [version.columns[i], counts.columns[i]];
  return column && window && { binning: column.binning, window };
}
