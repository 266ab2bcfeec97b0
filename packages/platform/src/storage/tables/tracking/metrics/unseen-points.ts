import type { Kysely } from 'kysely';
import type { Schema } from '../../../schema.ts';
import { type MetricPlace, readWaiting } from './chunks.ts';
import { unpackPoints } from './packed-points.ts';
import { comparePoints, type StoredPoint } from './stored-point.ts';

/**
 * Those of `points` that the metric does not have: a client that was not told that its points were kept sends them again.
 *
 * @cost Points later than the latest are known to be new; for others the chunks with their steps are read.
 */
export async function unseenPoints(
  db: Kysely<Schema>,
  place: MetricPlace,
  {
    latest,
    points,
  }: { readonly latest: StoredPoint | undefined; readonly points: readonly StoredPoint[] },
): Promise<readonly StoredPoint[]> {
  const doubtful =
    latest === undefined ? [] : points.filter((point) => comparePoints(point, latest) <= 0);
  if (doubtful.length === 0 && points.length === 1) return points;
  const seen = doubtful.length === 0 ? new Set<string>() : await readSame(db, place, doubtful);
  return points.filter((point) => {
    const mark = markOf(point);
    const isNew = !seen.has(mark);
    seen.add(mark);
    return isNew;
  });
}

/** Marks of the stored points that have steps such as these. */
async function readSame(
  db: Kysely<Schema>,
  place: MetricPlace,
  points: readonly StoredPoint[],
): Promise<Set<string>> {
  const steps = points.map(({ step }) => step);
  const seen = new Set((await readWaiting(db, place)).map(markOf));
  const chunks = await db
    .selectFrom('metric_chunks')
    .select('points')
    .where('run', '=', place.run)
    .where('key', '=', place.key)
    .where('least_step', '<=', Math.max(...steps))
    .where('greatest_step', '>=', Math.min(...steps))
    .execute();
  for (const chunk of chunks)
    for (const point of unpackPoints(chunk.points)) seen.add(markOf(point));
  return seen;
}

function markOf({ step, at, value, source }: StoredPoint): string {
  return `${step} ${at} ${value + 0} ${source ?? ''}`;
}
