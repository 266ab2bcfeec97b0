import type { Insertable, Kysely } from 'kysely';
import type { Schema } from '../../../schema.ts';
import type { MetricPiecesTable, MetricPointsTable } from '../../../tracking-schema.ts';
import { inChunks } from '../../in-chunks.ts';
import { insertRows } from '../../insert-rows.ts';
import type { Growth } from './chunks.ts';
import { packPoints, unpackPoints } from './packed-points.ts';
import { keysByRun, type MetricPlace, markOfPlace } from './places.ts';
import { fromColumn, type StoredPoint, toColumn } from './stored-point.ts';

/** So many points of a metric that come at once are one row, packed; fewer are rows of their own, which are shorter. */
const PIECE_LENGTH = 4;

/** Points with what counts them, from 0 as they were logged. */
interface Stretch {
  readonly seq: number;
  readonly points: readonly StoredPoint[];
}

/** Keeps points that are in no chunk yet. */
export async function addWaiting(db: Kysely<Schema>, growths: readonly Growth[]): Promise<void> {
  const rows: Insertable<MetricPointsTable>[] = [];
  const pieces: MetricPiecesTable[] = [];
  for (const { place, first, points } of growths)
    if (points.length >= PIECE_LENGTH)
      pieces.push({
        ...place,
        seq: first,
        n_points: points.length,
        points: packPoints(points),
      });
    else
      points.forEach(({ value, step, at, source }, i) => {
        rows.push({ ...place, seq: first + i, value: toColumn(value), step, at, source });
      });
  await insertRows(db, 'metric_points', { columns: POINT_COLUMNS, rows });
  await insertRows(db, 'metric_pieces', { columns: PIECE_COLUMNS, rows: pieces });
}

const POINT_COLUMNS = ['run', 'key', 'seq', 'value', 'step', 'at', 'source'] as const;
const PIECE_COLUMNS = ['run', 'key', 'seq', 'n_points', 'points'] as const;

/** The points of a metric that are in no chunk, in the order in which they were logged. @param from The first that is wanted. */
export async function readWaiting(
  db: Kysely<Schema>,
  place: MetricPlace,
  { from = 0 }: { readonly from?: number } = {},
): Promise<readonly StoredPoint[]> {
  const stretches = (await readStretches(db, place.run, [place.key])).get(place.key) ?? [];
  const points = inOrder(stretches);
  const first = stretches[0]?.seq ?? 0;
  return from > first ? points.slice(from - first) : points;
}

/** Takes the points of metrics that are in no chunk away, and gives them by their places. */
export async function takeWaiting(
  db: Kysely<Schema>,
  places: readonly MetricPlace[],
): Promise<ReadonlyMap<string, readonly StoredPoint[]>> {
  const taken = new Map<string, readonly StoredPoint[]>();
  for (const [run, keys] of keysByRun(places)) {
    for (const [key, stretches] of await readStretches(db, run, keys))
      taken.set(markOfPlace({ run, key }), inOrder(stretches));
    for (const table of ['metric_points', 'metric_pieces'] as const)
      await inChunks(keys, async (chunk) => {
        await db
          .deleteFrom(table as 'metric_points')
          .where('run', '=', run)
          .where('key', 'in', chunk)
          .execute();
        return [];
      });
  }
  return taken;
}

/** What waits of metrics of a run, by their keys. */
async function readStretches(
  db: Kysely<Schema>,
  run: number,
  keys: readonly number[],
): Promise<ReadonlyMap<number, Stretch[]>> {
  const rows = await inChunks(keys, (chunk) =>
    db
      .selectFrom('metric_points')
      .select(['key', 'seq', 'value', 'step', 'at', 'source'])
      .where('run', '=', run)
      .where('key', 'in', chunk)
      .execute(),
  );
  const pieces = await inChunks(keys, (chunk) =>
    db
      .selectFrom('metric_pieces')
      .select(['key', 'seq', 'points'])
      .where('run', '=', run)
      .where('key', 'in', chunk)
      .execute(),
  );
  const found = new Map<number, Stretch[]>();
  const add = (key: number, stretch: Stretch) => {
    const ofKey = found.get(key);
    if (ofKey === undefined) found.set(key, [stretch]);
    else ofKey.push(stretch);
  };
  for (const { key, seq, value, step, at, source } of rows)
    add(key, { seq, points: [{ value: fromColumn(value), step, at, source }] });
  for (const { key, seq, points } of pieces) add(key, { seq, points: unpackPoints(points) });
  for (const stretches of found.values()) stretches.sort((a, b) => a.seq - b.seq);
  return found;
}

function inOrder(stretches: readonly Stretch[]): readonly StoredPoint[] {
  return stretches.flatMap(({ points }) => points);
}
