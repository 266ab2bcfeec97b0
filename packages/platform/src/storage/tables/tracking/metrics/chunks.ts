import type { Insertable, Kysely } from 'kysely';
import type { Schema } from '../../../schema.ts';
import type { MetricChunksTable, MetricPointsTable } from '../../../tracking-schema.ts';
import { packPoints } from './packed-points.ts';
import { fromColumn, type StoredPoint, toColumn } from './stored-point.ts';
import { summaryOf } from './summarize.ts';

/** Points of a chunk. */
export const CHUNK_LENGTH = 512;

/** A metric of a run, by numbers. */
export interface MetricPlace {
  readonly run: number;
  readonly key: number;
}

export type PointRow = Insertable<MetricPointsTable>;

/**
 * Makes chunks of what is complete with new points, and of the rows that were waiting for them.
 *
 * @param first How many points the metric had.
 * @returns The rows to be added: those of `points`, and of the waiting ones, that are in no chunk.
 */
export async function foldPoints(
  db: Kysely<Schema>,
  place: MetricPlace,
  { first, points }: { readonly first: number; readonly points: readonly StoredPoint[] },
): Promise<PointRow[]> {
  const end = first + points.length;
  const boundary = end - (end % CHUNK_LENGTH);
  if (boundary <= first) return toRows(place, points, first);
  const start = first - (first % CHUNK_LENGTH);
  const waiting = start === first ? [] : await takeWaiting(db, place);
  const all = [...waiting, ...points];
  const chunks: MetricChunksTable[] = [];
  for (let from = start; from < boundary; from += CHUNK_LENGTH)
    chunks.push(
      toChunk(place, from / CHUNK_LENGTH, all.slice(from - start, from - start + CHUNK_LENGTH)),
    );
  await db.insertInto('metric_chunks').values(chunks).execute();
  return toRows(place, all.slice(boundary - start), boundary);
}

/** The points of a metric that are in no chunk, in the order in which they were logged. */
export async function readWaiting(
  db: Kysely<Schema>,
  { run, key }: MetricPlace,
): Promise<StoredPoint[]> {
  const rows = await db
    .selectFrom('metric_points')
    .select(['value', 'step', 'at', 'source'])
    .where('run', '=', run)
    .where('key', '=', key)
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({ ...row, value: fromColumn(row.value) }));
}

async function takeWaiting(db: Kysely<Schema>, place: MetricPlace): Promise<StoredPoint[]> {
  const waiting = await readWaiting(db, place);
  await db
    .deleteFrom('metric_points')
    .where('run', '=', place.run)
    .where('key', '=', place.key)
    .execute();
  return waiting;
}

function toChunk(
  place: MetricPlace,
  number: number,
  points: readonly StoredPoint[],
): MetricChunksTable {
  const steps = points.map(({ step }) => step);
  return {
    ...place,
    number,
    least_step: Math.min(...steps),
    greatest_step: Math.max(...steps),
    summary: packPoints(summaryOf(points).map((i) => points[i] as StoredPoint)),
    points: packPoints(points),
  };
}

function toRows(place: MetricPlace, points: readonly StoredPoint[], first: number): PointRow[] {
  return points.map(({ value, step, at, source }, i) => ({
    ...place,
    seq: first + i,
    value: toColumn(value),
    step,
    at,
    source,
  }));
}
