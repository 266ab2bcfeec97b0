import type {
  Anomaly,
  AnomalyName,
  Bounds,
  DataSchema,
  DatasetStatistics,
} from '@kaizenml/contracts';
import { isoDate } from '../../table/index.ts';
import { makeAnomaly } from '../make-anomaly.ts';
import { makePatch } from '../make-patch.ts';
import { sayCount, sayNumber, sayRows } from './sentences.ts';

/** What the whole table is compared with. */
export interface TableContext {
  readonly previous?: DatasetStatistics | undefined;
  readonly previousVersion?: DatasetStatistics | undefined;
  readonly now?: number | undefined;
}

/** Whether a table has as many rows as it should, its key occurs once, and it is fresh. */
export function checkTable(
  statistics: DatasetStatistics,
  schema: DataSchema,
  { previous, previousVersion, now }: TableContext,
): Anomaly[] {
  if (statistics.nRows === 0 && (schema.rows?.min ?? 0) === 0) return [noRows()];
  return [
    ...checkRows(statistics, schema),
    ...checkRatio(statistics, previous, {
      bounds: schema.rowsDrift,
      key: 'rowsDrift',
      title: 'the span before',
    }),
    ...checkRatio(statistics, previousVersion, {
      bounds: schema.rowsVersion,
      key: 'rowsVersion',
      title: 'the version before',
    }),
    ...checkKey(statistics, schema),
    ...(now === undefined ? [] : checkFreshness(statistics, schema, now)),
  ];
}

function noRows(): Anomaly {
  return makeAnomaly('STATS_NOT_AVAILABLE', {
    column: null,
    long: 'The table must have rows, got none: nothing can be said of its columns.',
    details: { nRows: 0 },
  });
}

function checkRows({ nRows }: DatasetStatistics, { rows = {} }: DataSchema): Anomaly[] {
  return passedBounds(nRows, rows).map(({ end, bound }) => {
    const anomaly: AnomalyName =
      end === 'min' ? 'DATASET_LOW_NUM_EXAMPLES' : 'DATASET_HIGH_NUM_EXAMPLES';
    return makeAnomaly(anomaly, {
      column: null,
      long: `The table must have ${end === 'min' ? 'at least' : 'at most'} ${sayCount(bound, 'row')}, got ${nRows}.`,
      details: { [end]: bound, nRows },
      patch: makePatch({
        anomaly,
        column: null,
        says: `The table may have ${sayCount(nRows, 'row')}.`,
        changes: [{ path: ['rows', end], from: bound, to: nRows }],
      }),
    });
  });
}

function checkRatio(
  { nRows }: DatasetStatistics,
  before: DatasetStatistics | undefined,
  {
    bounds,
    key,
    title,
  }: {
    readonly bounds: Bounds<number> | undefined;
    readonly key: 'rowsDrift' | 'rowsVersion';
    readonly title: string;
  },
): Anomaly[] {
  if (bounds === undefined || before === undefined) return [];
  if (before.nRows === 0) {
    return [
      makeAnomaly('COMPARATOR_CONTROL_DATA_MISSING', {
        column: null,
        long: `The rows must be compared with those of ${title}, got none there.`,
        details: { comparedWith: title, nRows },
      }),
    ];
  }
  const ratio = nRows / before.nRows;
  return passedBounds(ratio, bounds).map(({ end, bound }) => {
    const anomaly: AnomalyName =
      end === 'min' ? 'COMPARATOR_LOW_NUM_EXAMPLES' : 'COMPARATOR_HIGH_NUM_EXAMPLES';
    const to = end === 'min' ? Math.floor(ratio * 100) / 100 : Math.ceil(ratio * 100) / 100;
    return makeAnomaly(anomaly, {
      column: null,
      long: `The table must have ${end === 'min' ? 'at least' : 'at most'} ${bound} times the rows of ${title}, got ${sayNumber(ratio)} times: ${nRows} after ${before.nRows}.`,
      details: { [end]: bound, ratio, nRows, nRowsBefore: before.nRows, comparedWith: title },
      patch: makePatch({
        anomaly,
        column: null,
        says: `The table may have ${to} times the rows of ${title}.`,
        changes: [{ path: [key, end], from: bound, to }],
      }),
    });
  });
}

function passedBounds(
  found: number,
  { min, max }: Bounds<number>,
): readonly { readonly end: 'min' | 'max'; readonly bound: number }[] {
  if (min !== undefined && found < min) return [{ end: 'min', bound: min }];
  return max !== undefined && found > max ? [{ end: 'max', bound: max }] : [];
}

/** Keys of several columns are seen row by row; but equal rows have equal keys. */
function checkKey(
  { nRows, nDuplicateRows, columns }: DatasetStatistics,
  schema: DataSchema,
): Anomaly[] {
  const { key = [] } = schema;
  const [only] = key.length === 1 ? columns.filter(({ name }) => name === key[0]) : [];
  const distinct = only?.distinct;
  const nRepeated =
    only !== undefined && distinct?.isExact
      ? only.nRows - only.nMissing - distinct.count
      : key.length > 0
        ? (nDuplicateRows ?? 0)
        : 0;
  if (nRepeated <= 0) return [];
  const names = key.map((name) => `"${name}"`).join(', ');
  return [
    makeAnomaly('KEY_NOT_UNIQUE', {
      column: key.length === 1 ? key[0] : null,
      long: `The key ${names} must be another one in every row, got one that was there before in ${sayRows(nRepeated, nRows)}.`,
      count: nRepeated,
      nRows,
      details: { key, nRepeated, nRows },
      patch: makePatch({
        anomaly: 'KEY_NOT_UNIQUE',
        column: null,
        says: `${names} ${key.length === 1 ? 'is' : 'are'} no key.`,
        changes: [{ path: ['key'], from: key }],
      }),
    }),
  ];
}

const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function checkFreshness(
  { columns }: DatasetStatistics,
  { freshness }: DataSchema,
  now: number,
): Anomaly[] {
  const newest = columns.find(({ name }) => name === freshness?.column);
  const last = newest?.kind === 'date' ? newest.number?.max : null;
  if (freshness === undefined || last === null || last === undefined) return [];
  const ageMs = now - last;
  const { column, within } = freshness;
  if (ageMs <= Number(within.slice(0, -1)) * UNITS_MS[within.slice(-1)]) return [];
  const to = `${Math.ceil(ageMs / UNITS_MS.h)}h`;
  return [
    makeAnomaly('DATASET_STALE', {
      column,
      long: `The newest "${column}" must be at most ${within} old, got ${isoDate(last)}, which is ${sayNumber(ageMs / UNITS_MS.h)} hours old.`,
      details: { column, within, newest: isoDate(last), ageHours: ageMs / UNITS_MS.h },
      patch: makePatch({
        anomaly: 'DATASET_STALE',
        column,
        says: `The newest "${column}" may be ${to} old.`,
        changes: [{ path: ['freshness', 'within'], from: within, to }],
      }),
    }),
  ];
}
