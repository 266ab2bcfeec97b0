import { durationMs } from '@kaizenml/contracts';
import type { MonitorSettings } from '@kaizenml/contracts/operations';
import type { WindowCounts } from '../counting/window-counts.ts';
import type { WindowPlace } from '../store.ts';
import type { Counted } from './compare-counted.ts';
import type { CountedSpan } from './counted-span.ts';
import type { WatchedColumn } from './judge-windows.ts';
import { naturalOf, type PastSeason, seasonsBefore } from './past-seasons.ts';

/** Where columns are, and how the past is found. */
export interface WatchChoice {
  readonly place: WindowPlace;
  readonly settings: MonitorSettings;
  /** Inputs that the log does not keep as they were: they are left out. Default: none. */
  readonly redacted?: ReadonlySet<string> | undefined;
  /** The same windows in seasons before, the newest first; none where no season is asked for. */
  readonly seasons: readonly PastSeason<CountedSpan>[];
  /** The same version in single windows before, oldest first. */
  readonly past: readonly WindowCounts[];
  readonly findPast: (fromMs: number, toMs: number) => Promise<CountedSpan | undefined>;
}

/** Columns that are judged, each with what it is compared with; those without a past are left out. */
export async function watchedColumns(
  { version, counts }: CountedSpan,
  { place, settings, redacted, past: windows, seasons, findPast }: WatchChoice,
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
  const unknown = season !== undefined && isShort(season) ? 'learning' : undefined;
  const asked = settings.columns && new Set(settings.columns);
  const watched: WatchedColumn[] = [];
  for (const [i, { role, binning, window: trained }] of version.columns.entries()) {
    const window = counts.columns[i];
    const { name } = binning;
    const isAsked = role !== 'input' || (asked?.has(name) !== false && !redacted?.has(name));
    const compared = isTraining ? { binning, window: trained } : findColumn(past, role, name);
    if (window === undefined || !isAsked || compared === undefined) continue;
    const before = (check: 'inputs' | 'predictions' | 'quality') =>
      seasonsBefore(seasons, `${check}/${name}`, (span) => findColumn(span, role, name));
    const natural = naturalOf(await before(role === 'input' ? 'inputs' : 'predictions'));
    const { calm: whole, drifted: damaged } = await before('quality');
    watched.push({
      ...{ role, binning, window, reference: compared },
      seasons: natural.length > 0 ? natural : unknown,
      seasonOfDamage: whole[0] ?? (damaged.length > 0 ? undefined : unknown),
      nUnreadable: role === 'input' ? (counts.unreadable[name] ?? 0) : 0,
      past: windows.flatMap(({ columns }) => columns[i] ?? []),
    });
  }
  return watched;
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
