import type { Kysely } from 'kysely';
import type { MetricHistories } from '../../../../tracking/store.ts';
import type { Schema } from '../../../schema.ts';
import { CHUNK_LENGTH } from './chunks.ts';
import { unpackPoints } from './packed-points.ts';
import type { MetricPlace } from './places.ts';
import type { StoredPoint } from './stored-point.ts';
import { extremesOf, summaryOf } from './summarize.ts';
import { readWaiting } from './waiting-points.ts';

type Choice = Parameters<MetricHistories['sample']>[2];

/** Neighboring points, of which those that a picture needs are known. */
interface Stretch {
  readonly nPoints: number;
  /** First, last, least and greatest among them, at least. */
  readonly points: readonly StoredPoint[];
}

/**
 * At most `maxPoints` points that look like all of them: first, last, and the extremes of every stretch. Sorted by step.
 *
 * Stretches are equally many neighbors, as they were logged. Where a stretch is longer than a chunk it is made of whole ones, so
 * that their summaries are enough.
 */
export async function samplePoints(
  db: Kysely<Schema>,
  place: MetricPlace,
  { maxPoints, fromStep = -Infinity, toStep = Infinity }: Choice,
): Promise<StoredPoint[]> {
  const isInside = ({ step }: StoredPoint) => step >= fromStep && step <= toStep;
  const chunks = await readChunks(db, place, { fromStep, toStep });
  const waiting = (await readWaiting(db, place)).filter(isInside);
  const whole = (chunk: Chunk) => chunk.least_step >= fromStep && chunk.greatest_step <= toStep;
  const partial = await readPoints(
    db,
    place,
    chunks.filter((chunk) => !whole(chunk)),
  );
  const edges = new Map([...partial].map(([number, points]) => [number, points.filter(isInside)]));
  let nPoints = waiting.length;
  for (const { number } of chunks) nPoints += edges.get(number)?.length ?? CHUNK_LENGTH;
  const nStretches = Math.floor((maxPoints - 2) / 2);
  const isShort = nPoints <= maxPoints || nPoints < nStretches * CHUNK_LENGTH;
  const full = isShort ? await readPoints(db, place, chunks.filter(whole)) : undefined;
  const stretches: Stretch[] = [];
  for (const { number, summary } of chunks) {
    const points = edges.get(number) ?? full?.get(number);
    if (points === undefined)
      stretches.push({ nPoints: CHUNK_LENGTH, points: unpackPoints(summary) });
    else pushPoints(stretches, points, isShort);
  }
  pushPoints(stretches, waiting, isShort);
  return choose(stretches, { nPoints, nStretches, maxPoints }).sort(
    (a, b) => a.step - b.step || a.at - b.at,
  );
}

interface Chunk {
  readonly number: number;
  readonly least_step: number;
  readonly greatest_step: number;
  readonly summary: Uint8Array;
}

async function readChunks(
  db: Kysely<Schema>,
  { run, key }: MetricPlace,
  { fromStep, toStep }: { readonly fromStep: number; readonly toStep: number },
): Promise<Chunk[]> {
  let query = db
    .selectFrom('metric_chunks')
    .select(['number', 'least_step', 'greatest_step', 'summary'])
    .where('run', '=', run)
    .where('key', '=', key)
    .orderBy('number');
  if (fromStep !== -Infinity) query = query.where('greatest_step', '>=', fromStep);
  if (toStep !== Infinity) query = query.where('least_step', '<=', toStep);
  return query.execute();
}

async function readPoints(
  db: Kysely<Schema>,
  { run, key }: MetricPlace,
  chunks: readonly Chunk[],
): Promise<Map<number, StoredPoint[]>> {
  const numbers = chunks.map(({ number }) => number);
  if (numbers.length === 0) return new Map();
  const wanted = new Set(numbers);
  const rows = await db
    .selectFrom('metric_chunks')
    .select(['number', 'points'])
    .where('run', '=', run)
    .where('key', '=', key)
    .where('number', '>=', Math.min(...numbers))
    .where('number', '<=', Math.max(...numbers))
    .execute();
  return new Map(
    rows
      .filter(({ number }) => wanted.has(number))
      .map(({ number, points }) => [number, unpackPoints(points)]),
  );
}

/** Adds a stretch for each point, or one for all of them. */
function pushPoints(stretches: Stretch[], points: readonly StoredPoint[], isEach: boolean): void {
  if (isEach) for (const point of points) stretches.push({ nPoints: 1, points: [point] });
  else if (points.length > 0)
    stretches.push({
      nPoints: points.length,
      points: summaryOf(points).map((i) => points[i] as StoredPoint),
    });
}

function choose(
  stretches: readonly Stretch[],
  {
    nPoints,
    nStretches,
    maxPoints,
  }: { readonly nPoints: number; readonly nStretches: number; readonly maxPoints: number },
): StoredPoint[] {
  const points = stretches.flatMap((stretch) => stretch.points);
  if (nPoints <= maxPoints) return points;
  const chosen = new Set([0, ...(maxPoints > 1 ? [points.length - 1] : [])]);
  const length = nPoints / nStretches;
  let nBefore = 0;
  let from = 0;
  let to = 0;
  stretches.forEach((stretch, i) => {
    to += stretch.points.length;
    nBefore += stretch.nPoints;
    const isLast = i === stretches.length - 1;
    if (
      nStretches < 1 ||
      (!isLast && Math.floor((nBefore - stretch.nPoints) / length) === Math.floor(nBefore / length))
    )
      return;
    for (const index of extremesOf(points, from, to)) chosen.add(index);
    from = to;
  });
  return [...chosen].sort((a, b) => a - b).map((index) => points[index] as StoredPoint);
}
