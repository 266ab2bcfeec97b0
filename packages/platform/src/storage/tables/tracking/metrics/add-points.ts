import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Schema } from '../../../schema.ts';
import type { LatestMetricsTable } from '../../../tracking-schema.ts';
import { inChunks } from '../../in-chunks.ts';
import { insertRows } from '../../insert-rows.ts';
import { foldPoints, type Growth } from './chunks.ts';
import { type MetricPlace, markOfPlace } from './places.ts';
import { comparePoints, fromColumn, type StoredPoint, toColumn } from './stored-point.ts';
import { unseenPoints } from './unseen-points.ts';
import { addWaiting } from './waiting-points.ts';

/** What is added to one metric of a run. */
export interface MetricAddition extends MetricPlace {
  /** The points, for those who choose them by the latest that is there. */
  readonly points: (latest: StoredPoint | undefined) => readonly StoredPoint[];
  /** The interval of an estimate of ours. */
  readonly interval?: { readonly low: number | null; readonly high: number | null };
  /** Its place among the metrics of its run, where it is new. */
  readonly position?: number;
}

type Latest = Selectable<LatestMetricsTable>;

/**
 * Adds points to metrics of runs that nobody else writes to meanwhile, to each metric once. Points that are there already are no
 * change.
 */
export async function addPoints(
  db: Kysely<Schema>,
  additions: readonly MetricAddition[],
): Promise<void> {
  const latest = await readLatest(db, additions);
  const given = additions.map((addition) => {
    const place = { run: addition.run, key: addition.key };
    const before = latest.get(markOfPlace(place));
    const known = before && toPoint(before);
    return { addition, before, place, latest: known, points: addition.points(known) };
  });
  const unseen = await unseenPoints(db, given);
  const growths: Growth[] = [];
  const changed: Insertable<LatestMetricsTable>[] = [];
  given.forEach(({ addition, before, place, latest: known }, i) => {
    const added = unseen[i] ?? [];
    if (added.length === 0) return;
    growths.push({ place, first: before?.n_points ?? 0, points: added });
    changed.push(withPoints(place, { before, known, addition, added }));
  });
  await addWaiting(db, await foldPoints(db, growths));
  await putLatest(db, changed);
}

async function readLatest(
  db: Kysely<Schema>,
  places: readonly MetricPlace[],
): Promise<Map<string, Latest>> {
  const runs = [...new Set(places.map(({ run }) => run))];
  const keys = [...new Set(places.map(({ key }) => key))];
  const rows = await inChunks(keys, (chunk) =>
    db
      .selectFrom('latest_metrics')
      .selectAll()
      .where('run', 'in', runs)
      .where('key', 'in', chunk)
      .execute(),
  );
  return new Map(rows.map((row) => [markOfPlace(row), row]));
}

function withPoints(
  place: MetricPlace,
  {
    before,
    known,
    addition: { interval, position },
    added,
  }: {
    readonly before: Latest | undefined;
    readonly known: StoredPoint | undefined;
    readonly addition: MetricAddition;
    readonly added: readonly StoredPoint[];
  },
): Insertable<LatestMetricsTable> {
  let latest = known;
  let isChanged = false;
  for (const point of added)
    if (latest === undefined || comparePoints(point, latest) > 0) {
      latest = point;
      isChanged = true;
    }
  const { value, step, at, source } = latest ?? (added[0] as StoredPoint);
  return {
    run: place.run,
    key: place.key,
    value: toColumn(value),
    step,
    at,
    source,
    n_points: (before?.n_points ?? 0) + added.length,
    low: (isChanged ? interval?.low : before?.low) ?? null,
    high: (isChanged ? interval?.high : before?.high) ?? null,
    position: before === undefined ? (position ?? null) : before.position,
  };
}

/** The latest point of a row, whose fields are read one by one: rows of SQLite are slow to copy. */
function toPoint({ value, step, at, source }: Latest): StoredPoint {
  return { value: fromColumn(value), step, at, source };
}

async function putLatest(
  db: Kysely<Schema>,
  rows: readonly Insertable<LatestMetricsTable>[],
): Promise<void> {
  const update = ['value', 'step', 'at', 'n_points', 'source', 'low', 'high'] as const;
  await insertRows(db, 'latest_metrics', {
    columns: ['run', 'key', ...update, 'position'],
    rows,
    onConflict: { of: ['run', 'key'], update },
  });
}
