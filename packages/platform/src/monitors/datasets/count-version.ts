import { durationMs } from '@kaizenml/contracts';
import type { Table } from '@kaizenml/ml/table';
import type { ColumnBaseline } from '@kaizenml/ml/windows';
import type { DatasetVersionRecord } from '../../datasets/index.ts';
import { packCounts } from '../counting/pack-counts.ts';
import type { WindowRecord } from '../store.ts';
import { countTable } from './count-table.ts';
import type { DatasetCursor } from './cursor.ts';
import { cutTimes, newestUpTo } from './cut-times.ts';
import { placeOfSpan } from './place-of-span.ts';
import { rowTimes } from './row-times.ts';
import type { WatchSettings } from './settings.ts';

/** A version that is counted, and on what. */
export interface CountedRows {
  readonly record: DatasetVersionRecord;
  readonly table: Table;
  readonly columns: readonly ColumnBaseline[];
}

/** Windows of a version, oldest first, and how far the dataset is counted with them. */
export interface CountedVersionWindows {
  readonly windows: readonly WindowRecord[];
  readonly cursor: DatasetCursor;
}

/**
 * The windows that a version brings: itself, or with a time column the spans of it that are over and not counted yet. From the same
 * version and cursor the same windows come, whenever it is asked.
 *
 * Windows follow each other: what is of a time that was counted before is not counted again. A version that has lost its time column
 * is one window, so that somebody hears of it.
 *
 * @cost O(rows * columns)
 */
export function countVersion(
  counted: CountedRows,
  settings: WatchSettings,
  cursor: DatasetCursor,
): CountedVersionWindows {
  const { timeColumn } = settings;
  const times = timeColumn === undefined ? undefined : rowTimes(counted.table, timeColumn);
  return times === undefined
    ? countWhole(counted, cursor)
    : countSpans(counted, { settings, cursor, times });
}

function countWhole(
  { record, table, columns }: CountedRows,
  cursor: DatasetCursor,
): CountedVersionWindows {
  const { version, createdAt, span } = record;
  const next = { version, newestAt: later(cursor.newestAt, createdAt) };
  const place = span === undefined ? undefined : placeOfSpan(span);
  const endMs = cursor.end === null ? Number.NEGATIVE_INFINITY : Date.parse(cursor.end);
  if (place !== undefined && place.startMs < endMs)
    return { windows: [], cursor: { ...cursor, ...next } };
  const madeMs = Date.parse(createdAt);
  const startMs = place?.startMs ?? (cursor.end === null ? madeMs - 1 : endMs);
  const start = instantOf(startMs);
  const end = instantOf(place?.endMs ?? Math.max(madeMs, startMs + 1));
  const body = packCounts(countTable(columns, table));
  const window: WindowRecord = { start, end, version, nRows: table.nRows, body };
  return { windows: [window], cursor: { ...next, end } };
}

function countSpans(
  { record, table, columns }: CountedRows,
  of: {
    readonly settings: WatchSettings;
    readonly cursor: DatasetCursor;
    readonly times: Float64Array;
  },
): CountedVersionWindows {
  const { version, createdAt } = record;
  const { settings, cursor, times } = of;
  const madeMs = Date.parse(createdAt);
  const { window, settledAfter } = settings;
  const everyMs = durationMs(window);
  const spans = cutTimes(times, {
    everyMs,
    fromMs:
      cursor.end === null
        ? Number.NEGATIVE_INFINITY
        : Math.ceil(Date.parse(cursor.end) / everyMs) * everyMs,
    toMs: madeMs - (settledAfter === undefined ? 0 : durationMs(settledAfter)),
  });
  const windows = spans.map(({ startMs, endMs, rows }): WindowRecord => {
    const body = packCounts(countTable(columns, table, rows));
    return { start: instantOf(startMs), end: instantOf(endMs), version, nRows: rows.length, body };
  });
  const newestMs = newestUpTo(times, madeMs);
  return {
    windows,
    cursor: {
      version,
      end: windows.at(-1)?.end ?? cursor.end,
      newestAt: Number.isFinite(newestMs)
        ? later(cursor.newestAt, instantOf(newestMs))
        : cursor.newestAt,
    },
  };
}

/** The later of two instants. */
function later(a: string, b: string): string {
  return a > b ? a : b;
}

function instantOf(ms: number): string {
  return new Date(ms).toISOString();
}
