import { durationMs } from '@kaizenml/contracts';
import type { Table } from '@kaizenml/ml/table';
import {
  type ColumnBaseline,
  makeBaseline,
  packBaseline,
  unpackBaseline,
} from '@kaizenml/ml/windows';
import {
  type DatasetStore,
  type DatasetVersionRecord,
  getVersion,
  loadVersion,
} from '../../datasets/index.ts';
import { windowStart } from '../counting/window-cuts.ts';
import type { MonitorStore, Subject } from '../store.ts';
import type { DatasetCursor } from './cursor.ts';
import { newestUpTo } from './cut-times.ts';
import { placeOfSpan } from './place-of-span.ts';
import { rowTimes } from './row-times.ts';
import type { WatchSettings } from './settings.ts';

/** What reading versions stands on. */
export interface ReferenceDeps {
  readonly monitors: Pick<MonitorStore, 'findBaseline' | 'keepBaseline'>;
  readonly datasets: DatasetStore;
  readonly artifacts: Parameters<typeof loadVersion>[0]['artifacts'];
}

/** What windows of a dataset are counted on and compared with; undefined where nobody has counted it yet. */
export async function findReference(
  monitors: Pick<MonitorStore, 'findBaseline'>,
  subject: Subject,
  version: number,
): Promise<readonly ColumnBaseline[] | undefined> {
  const bytes = await monitors.findBaseline(subject, version);
  return bytes && unpackBaseline(bytes).columns;
}

/**
 * Counts the version that others are compared with, and says where their windows begin: after it, or with a time column and another
 * reference at its first row.
 *
 * @throws DATASET_NOT_FOUND, ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED
 * @cost O(rows * columns)
 */
export async function startCounting(
  { monitors, datasets, artifacts }: ReferenceDeps,
  { name, settings }: { readonly name: string; readonly settings: WatchSettings },
): Promise<DatasetCursor> {
  const record = await getVersion(datasets, `${name}@${settings.version}`);
  const table = await loadVersion({ artifacts, store: { datasets } }, record);
  const inputs = table.columns.filter((column) => column.name !== settings.timeColumn);
  await monitors.keepBaseline(
    `dataset:${name}`,
    settings.version,
    packBaseline(makeBaseline({ inputs })),
  );
  return firstCursor(record, table, settings);
}

function firstCursor(
  { version, createdAt, span }: DatasetVersionRecord,
  table: Table,
  { timeColumn, window, reference }: WatchSettings,
): DatasetCursor {
  if (timeColumn === undefined) {
    const place = span === undefined ? undefined : placeOfSpan(span);
    return { version, end: place ? instantOf(place.endMs) : createdAt, newestAt: createdAt };
  }
  const times = rowTimes(table, timeColumn) ?? new Float64Array();
  const newestMs = newestUpTo(times, Date.parse(createdAt));
  const hasTimes = Number.isFinite(newestMs);
  const newestAt = hasTimes ? instantOf(newestMs) : createdAt;
  if (reference !== 'version') return { version: version - 1, end: null, newestAt };
  const everyMs = durationMs(window);
  const end = hasTimes ? instantOf(windowStart(everyMs, newestMs) + everyMs) : createdAt;
  return { version, end, newestAt };
}

function instantOf(ms: number): string {
  return new Date(ms).toISOString();
}
