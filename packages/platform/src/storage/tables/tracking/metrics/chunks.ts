import type { Kysely } from 'kysely';
import type { Schema } from '../../../schema.ts';
import type { MetricChunksTable } from '../../../tracking-schema.ts';
import { insertRows } from '../../insert-rows.ts';
import { packPoints } from './packed-points.ts';
import { type MetricPlace, markOfPlace } from './places.ts';
import type { StoredPoint } from './stored-point.ts';
import { summaryOf } from './summarize.ts';
import { takeWaiting } from './waiting-points.ts';

/** Points of a chunk. */
export const CHUNK_LENGTH = 512;

/** New points of a metric. */
export interface Growth {
  readonly place: MetricPlace;
  /** How many points there were before them. */
  readonly first: number;
  readonly points: readonly StoredPoint[];
}

/**
 * Makes chunks of what is complete with new points, and of the points that were waiting for them.
 *
 * @returns What is to wait: the new points, and of those that waited, that are in no chunk.
 * @cost Reads and takes away what waited of a run at once.
 */
export async function foldPoints(
  db: Kysely<Schema>,
  growths: readonly Growth[],
): Promise<readonly Growth[]> {
  const full = growths.filter(isFull);
  if (full.length === 0) return growths;
  const waiting = await takeWaiting(
    db,
    full.filter(({ first }) => first % CHUNK_LENGTH > 0).map(({ place }) => place),
  );
  const chunks: MetricChunksTable[] = [];
  const left = growths.map((growth) => {
    if (!isFull(growth)) return growth;
    const { place, first, points } = growth;
    const all = [...(waiting.get(markOfPlace(place)) ?? []), ...points];
    const start = first - (first % CHUNK_LENGTH);
    const boundary = boundaryOf(growth);
    for (let from = start; from < boundary; from += CHUNK_LENGTH)
      chunks.push(
        toChunk(place, from / CHUNK_LENGTH, all.slice(from - start, from - start + CHUNK_LENGTH)),
      );
    return { place, first: boundary, points: all.slice(boundary - start) };
  });
  await insertRows(db, 'metric_chunks', { columns: COLUMNS, rows: chunks });
  return left;
}

const COLUMNS = [
  ...(['run', 'key', 'number', 'least_step', 'greatest_step'] as const),
  ...(['least_at', 'greatest_at', 'summary', 'points'] as const),
] as const;

function isFull(growth: Growth): boolean {
  return boundaryOf(growth) > growth.first;
}

/** How many points are in chunks once these are there. */
function boundaryOf({ first, points }: Growth): number {
  const end = first + points.length;
  return end - (end % CHUNK_LENGTH);
}

function toChunk(
  place: MetricPlace,
  number: number,
  points: readonly StoredPoint[],
): MetricChunksTable {
  const steps = points.map(({ step }) => step);
  const times = points.map(({ at }) => at);
  return {
    ...place,
    number,
    least_step: Math.min(...steps),
    greatest_step: Math.max(...steps),
    least_at: Math.min(...times),
    greatest_at: Math.max(...times),
    summary: packPoints(summaryOf(points).map((i) => points[i] as StoredPoint)),
    points: packPoints(points),
  };
}
