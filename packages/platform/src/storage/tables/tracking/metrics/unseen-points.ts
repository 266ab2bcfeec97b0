import type { Kysely } from 'kysely';
import type { Schema } from '../../../schema.ts';
import { inChunks } from '../../in-chunks.ts';
import { unpackPoints } from './packed-points.ts';
import { type MetricPlace, markOfPlace } from './places.ts';
import { comparePoints, fromColumn, type StoredPoint } from './stored-point.ts';

/** Points that a metric is given, and the latest that it has. */
export interface GivenPoints {
  readonly place: MetricPlace;
  readonly latest: StoredPoint | undefined;
  readonly points: readonly StoredPoint[];
}

/**
 * Of each metric those points that it does not have: a client that was not told that its points were kept sends them again.
 *
 * @cost Points later than the latest are known to be new. For others what waits of the metric is read, and the chunks with their
 * steps and times; of all metrics of a run at once.
 */
export async function unseenPoints(
  db: Kysely<Schema>,
  given: readonly GivenPoints[],
): Promise<readonly (readonly StoredPoint[])[]> {
  const doubts = given.flatMap(({ place, latest, points }) => {
    const doubtful =
      latest === undefined ? [] : points.filter((point) => comparePoints(point, latest) <= 0);
    return doubtful.length === 0 ? [] : [{ place, doubtful }];
  });
  const seen = await readSame(db, doubts);
  return given.map(({ place, points }) => {
    const known = seen.get(markOfPlace(place));
    return known === undefined && areRising(points) ? points : withoutKnown(points, known);
  });
}

interface Doubt {
  readonly place: MetricPlace;
  readonly doubtful: readonly StoredPoint[];
}

/** Marks of stored points, by place: all that are like the doubtful ones are among them. */
async function readSame(
  db: Kysely<Schema>,
  doubts: readonly Doubt[],
): Promise<ReadonlyMap<string, Set<string>>> {
  const seen = new Map<string, Set<string>>();
  for (const [run, ofRun] of Map.groupBy(doubts, ({ place }) => place.run)) {
    for (const { place } of ofRun) seen.set(markOfPlace(place), new Set());
    const keys = ofRun.map(({ place }) => place.key);
    const points = ofRun.flatMap(({ doubtful }) => doubtful);
    const add = (key: number, point: StoredPoint) =>
      seen.get(markOfPlace({ run, key }))?.add(markOf(point));
    for (const { key, value, ...rest } of await readRows(db, run, { keys, points }))
      add(key, { ...rest, value: fromColumn(value) });
    for (const packed of await readPacked(db, run, { keys, points }))
      for (const point of unpackPoints(packed.points)) add(packed.key, point);
  }
  return seen;
}

interface Wanted {
  readonly keys: readonly number[];
  readonly points: readonly StoredPoint[];
}

async function readRows(db: Kysely<Schema>, run: number, { keys, points }: Wanted) {
  const { steps, times } = endsOf(points);
  return inChunks(keys, (chunk) =>
    db
      .selectFrom('metric_points')
      .select(['key', 'value', 'step', 'at', 'source'])
      .where('run', '=', run)
      .where('key', 'in', chunk)
      .where('step', '>=', steps.least)
      .where('step', '<=', steps.greatest)
      .where('at', '>=', times.least)
      .where('at', '<=', times.greatest)
      .execute(),
  );
}

async function readPacked(db: Kysely<Schema>, run: number, { keys, points }: Wanted) {
  const { steps, times } = endsOf(points);
  const pieces = await inChunks(keys, (chunk) =>
    db
      .selectFrom('metric_pieces')
      .select(['key', 'points'])
      .where('run', '=', run)
      .where('key', 'in', chunk)
      .execute(),
  );
  const chunks = await inChunks(keys, (chunk) =>
    db
      .selectFrom('metric_chunks')
      .select(['key', 'points'])
      .where('run', '=', run)
      .where('key', 'in', chunk)
      .where('least_step', '<=', steps.greatest)
      .where('greatest_step', '>=', steps.least)
      // Of chunks that are older than these columns the times are not known.
      .where((eb) => eb.or([eb('least_at', 'is', null), eb('least_at', '<=', times.greatest)]))
      .where((eb) => eb.or([eb('greatest_at', 'is', null), eb('greatest_at', '>=', times.least)]))
      .execute(),
  );
  return [...pieces, ...chunks];
}

function endsOf(points: readonly StoredPoint[]) {
  const ends = (numbers: readonly number[]) => ({
    least: numbers.reduce((a, b) => Math.min(a, b)),
    greatest: numbers.reduce((a, b) => Math.max(a, b)),
  });
  return {
    steps: ends(points.map(({ step }) => step)),
    times: ends(points.map(({ at }) => at)),
  };
}

/** Whether each is later than the one before: no two are the same. */
function areRising(points: readonly StoredPoint[]): boolean {
  return points.every(
    (point, i) => i === 0 || comparePoints(point, points[i - 1] as StoredPoint) > 0,
  );
}

function withoutKnown(
  points: readonly StoredPoint[],
  known: Set<string> = new Set(),
): readonly StoredPoint[] {
  return points.filter((point) => {
    const mark = markOf(point);
    const isNew = !known.has(mark);
    known.add(mark);
    return isNew;
  });
}

function markOf({ step, at, value, source }: StoredPoint): string {
  return `${step} ${at} ${value + 0} ${source ?? ''}`;
}
