import { AppError } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { MetricHistories, MetricPoint } from '../../../../tracking/store.ts';
import { fromToken, toToken } from '../../../cursor.ts';
import type { PageRequest } from '../../../page.ts';
import type { Schema } from '../../../schema.ts';
import { runNotFound } from '../../run-not-found.ts';
import type { TrackingTools } from '../tools.ts';
import { CHUNK_LENGTH } from './chunks.ts';
import { listMetrics } from './list.ts';
import { unpackPoints } from './packed-points.ts';
import type { MetricPlace } from './places.ts';
import { samplePoints } from './sample.ts';
import { readSources } from './sources.ts';
import type { StoredPoint } from './stored-point.ts';
import { readWaiting } from './waiting-points.ts';

/** Histories of metrics. */
export function metricHistories(db: Kysely<Schema>, tools: TrackingTools): MetricHistories {
  return {
    list: (id, choice, page) => listMetrics(db, { id, ...choice }, page),
    async history(id, key, page) {
      const place = await findPlace(db, tools, { id, key });
      const first = page.after === undefined ? 0 : toSeq(page.after);
      if (place === undefined) return { items: [] };
      const points = await readFrom(db, place, { first, limit: page.limit + 1 });
      const items = await toPoints(db, key, points.slice(0, page.limit));
      if (points.length <= page.limit) return { items };
      return { items, next: toToken([String(first + page.limit)]) };
    },
    async sample(id, key, choice) {
      const place = await findPlace(db, tools, { id, key });
      return place === undefined ? [] : toPoints(db, key, await samplePoints(db, place, choice));
    },
  };
}

async function findPlace(
  db: Kysely<Schema>,
  { keys }: TrackingTools,
  { id, key }: { readonly id: string; readonly key: string },
): Promise<MetricPlace | undefined> {
  const run = await db.selectFrom('runs').select('number').where('id', '=', id).executeTakeFirst();
  if (run === undefined) throw runNotFound(id);
  const number = (await keys.find(db, [key])).get(key);
  return number === undefined ? undefined : { run: run.number, key: number };
}

/** Up to `limit` points, in the order in which they were logged, from the one with the number `first` on. */
async function readFrom(
  db: Kysely<Schema>,
  { run, key }: MetricPlace,
  { first, limit }: { readonly first: number; readonly limit: number },
): Promise<StoredPoint[]> {
  const firstChunk = Math.floor(first / CHUNK_LENGTH);
  const chunks = await db
    .selectFrom('metric_chunks')
    .select('points')
    .where('run', '=', run)
    .where('key', '=', key)
    .where('number', '>=', firstChunk)
    .orderBy('number')
    .limit(Math.ceil(limit / CHUNK_LENGTH) + 1)
    .execute();
  const skipped = chunks.length === 0 ? 0 : first - firstChunk * CHUNK_LENGTH;
  const points = chunks
    .flatMap((chunk) => unpackPoints(chunk.points))
    .slice(skipped, skipped + limit);
  if (points.length === limit) return points;
  const waiting = await readWaiting(db, { run, key }, { from: first });
  return [...points, ...waiting.slice(0, limit - points.length)];
}

async function toPoints(
  db: Kysely<Schema>,
  key: string,
  points: readonly StoredPoint[],
): Promise<MetricPoint[]> {
  const sourceOf = await readSources(db, points);
  return points.map((point) => ({
    ...{ key, value: point.value, atMs: point.at, step: point.step },
    ...sourceOf(point),
  }));
}

function toSeq(after: PageRequest['after'] & string): number {
  const seq = Number(fromToken(after, 1)[0]);
  if (Number.isSafeInteger(seq) && seq >= 0) return seq;
  throw new AppError('REQUEST_INVALID', {
    message: `after must be the \`next\` of a page of this list, got "${after}".`,
    hint: 'Leave it out to begin at the first page.',
    details: { after },
  });
}
