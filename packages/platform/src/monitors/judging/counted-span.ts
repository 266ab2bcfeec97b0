import { unpackCounts } from '../counting/pack-counts.ts';
import type { CountedVersion } from '../counting/window-counter.ts';
import { addCounts, emptyCounts, type WindowCounts } from '../counting/window-counts.ts';
import type { MonitorStore, Subject, WindowRecord } from '../store.ts';
import { versionOfMost } from './take-enough.ts';

/** Knows the columns that the windows of a version are counted on; undefined where nobody does. */
export type FindColumns = (version: number) => Promise<Pick<CountedVersion, 'columns'> | undefined>;

/** Windows of one version, added up. */
export interface CountedSpan {
  readonly version: Pick<CountedVersion, 'columns'>;
  readonly counts: WindowCounts;
  readonly nRows: number;
}

/** Adds up the windows of a version; undefined where nobody knows what it is counted on. @cost O(windows bins) */
export async function addUp(
  windows: readonly WindowRecord[],
  version: number,
  findVersion: FindColumns,
): Promise<CountedSpan | undefined> {
  const found = await findVersion(version);
  if (found === undefined) return undefined;
  const counts = emptyCounts(found.columns);
  let nRows = 0;
  for (const window of windows) {
    if (window.version !== version) continue;
    addCounts(counts, unpackCounts(found.columns, window.body));
    nRows += window.nRows;
  }
  return { version: found, counts, nRows };
}

/** What the past is asked for. */
export interface PastChoice {
  readonly fromMs: number;
  readonly toMs: number;
  readonly minRows: number;
  readonly findVersion: FindColumns;
}

/** What the version that answered most had in a span of the past; undefined where it had too few rows. */
export async function findPast(
  monitors: Pick<MonitorStore, 'windows'>,
  subject: Subject,
  { fromMs, toMs, minRows, findVersion }: PastChoice,
): Promise<CountedSpan | undefined> {
  const [from, to] = [fromMs, toMs].map((ms) => new Date(ms).toISOString());
  const windows = await monitors.windows(subject, { from, to });
  const counted = new Map<number, number>();
  for (const { version, nRows } of windows)
    counted.set(version, (counted.get(version) ?? 0) + nRows);
  const best = versionOfMost(counted);
  if (best === undefined || best.nRows < minRows) return undefined;
  return await addUp(windows, best.version, findVersion);
}
