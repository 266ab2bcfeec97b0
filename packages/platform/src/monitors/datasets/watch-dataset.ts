import { durationMs } from '@kaizenml/contracts';
import { loadVersion } from '../../datasets/index.ts';
import type { Clock } from '../../kit/index.ts';
import type { MonitorRecord, MonitorStore } from '../store.ts';
import { countVersion } from './count-version.ts';
import { openCursor, packCursor } from './cursor.ts';
import { judgeDataset, type WatchedDataset } from './judge-dataset.ts';
import { judgeFreshness } from './judge-freshness.ts';
import { findReference, type ReferenceDeps, startCounting } from './reference-version.ts';
import type { WatchSettings } from './settings.ts';

/** What watching datasets stands on. */
export interface WatchDatasetDeps extends ReferenceDeps {
  readonly monitors: MonitorStore;
  readonly clock: Clock;
}

/**
 * Counts the versions that came since the last look, and judges their windows. Whatever it is interrupted in, the next look goes on
 * after the last version and the last verdict that were kept.
 *
 * @throws DATASET_NOT_FOUND where the version is gone that others are compared with, before anything was counted; ARTIFACT_NOT_FOUND,
 * ARTIFACT_DAMAGED
 * @cost O(rows * columns) of the versions since the last look
 */
export async function watchDataset(deps: WatchDatasetDeps, name: string): Promise<void> {
  const { monitors, clock } = deps;
  const found = await monitors.find(`dataset:${name}`);
  if (found?.settings?.version === undefined || found.settings.paused) return;
  const settings: WatchSettings = { ...found.settings, version: found.settings.version };
  const watched: WatchedDataset = { name, settings };
  let monitor = await countNew(deps, found, watched);
  for (;;) {
    if (monitor === undefined) return;
    const next = await judgeDataset(deps, monitor, watched);
    if (next === undefined) break;
    monitor = (await monitors.keepVerdict(monitor, next))
      ? after(monitor, { state: next.state })
      : undefined;
  }
  const freshness = judgeFreshness(monitor, watched, clock.now());
  if (freshness !== undefined) await monitors.keepState(monitor, freshness);
  if (monitor.cursor !== found.cursor) await forgetOld(monitors, monitor, settings);
}

/** Counts what came; undefined where another process was there first. */
async function countNew(
  deps: WatchDatasetDeps,
  found: MonitorRecord,
  { name, settings }: WatchedDataset,
): Promise<MonitorRecord | undefined> {
  const { monitors, datasets } = deps;
  let monitor = found;
  if (monitor.cursor === null) {
    const cursor = packCursor(await startCounting(deps, { name, settings }));
    if (!(await monitors.keepWindows(monitor, { windows: [], cursor }))) return undefined;
    monitor = after(monitor, { cursor });
  }
  let cursor = openCursor(monitor.cursor ?? '');
  const newest = await datasets.find(name);
  if (newest === undefined || newest.version <= cursor.version) return monitor;
  const columns = (await findReference(monitors, monitor.subject, settings.version)) ?? [];
  const versions = [...(await datasets.versions(name))].reverse();
  for (const record of versions) {
    if (record.version <= cursor.version) continue;
    const table = await loadVersion({ ...deps, store: deps }, record);
    const counted = countVersion({ record, table, columns }, settings, cursor);
    cursor = counted.cursor;
    const kept = { windows: counted.windows, cursor: packCursor(cursor) };
    if (!(await monitors.keepWindows(monitor, kept))) return undefined;
    monitor = after(monitor, { cursor: kept.cursor });
  }
  return monitor;
}

/** Old windows go by the newest one, not by the clock: a table of the year before is watched, too. */
async function forgetOld(
  monitors: MonitorStore,
  { subject, cursor }: MonitorRecord,
  { keep }: WatchSettings,
): Promise<void> {
  const end = cursor === null ? null : openCursor(cursor).end;
  if (end === null) return;
  await monitors.forget(subject, new Date(Date.parse(end) - durationMs(keep)).toISOString());
}

/** A monitor after a change that was made of it. */
function after(monitor: MonitorRecord, change: Partial<MonitorRecord>): MonitorRecord {
  return { ...monitor, ...change, revision: monitor.revision + 1 };
}
