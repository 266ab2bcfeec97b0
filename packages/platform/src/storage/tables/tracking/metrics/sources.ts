import type { Kysely } from 'kysely';
import type { MetricPoint } from '../../../../tracking/store.ts';
import type { Schema } from '../../../schema.ts';
import { inChunks } from '../../in-chunks.ts';
import type { StoredPoint } from './stored-point.ts';

/** What a point says that it was measured of. */
type Source = Pick<MetricPoint, 'modelId' | 'dataset'>;

/** Numbers of the sources of points, which are added where they are new; null for points that name none. */
export async function ensureSources(
  db: Kysely<Schema>,
  points: readonly MetricPoint[],
): Promise<(point: MetricPoint) => number | null> {
  const named = points.filter((point) => Object.values(toRow(point)).some((text) => text !== ''));
  if (named.length === 0) return () => null;
  const numbers = new Map<string, number>();
  for (const point of named) {
    const mark = markOf(point);
    if (!numbers.has(mark)) numbers.set(mark, await ensureSource(db, point));
  }
  return (point) => numbers.get(markOf(point)) ?? null;
}

/** What the sources of stored points say. */
export async function readSources(
  db: Kysely<Schema>,
  points: readonly Pick<StoredPoint, 'source'>[],
): Promise<(point: Pick<StoredPoint, 'source'>) => Source> {
  const numbers = new Set<number>();
  for (const { source } of points) if (source !== null) numbers.add(source);
  const rows = await inChunks([...numbers], (chunk) =>
    db.selectFrom('metric_sources').selectAll().where('number', 'in', chunk).execute(),
  );
  const sources = new Map<number, Source>(
    rows.map(({ number, model_id: modelId, dataset_name: name, dataset_digest: digest }) => [
      number,
      {
        ...(modelId === '' ? {} : { modelId }),
        ...(name === '' && digest === '' ? {} : { dataset: { name, digest } }),
      },
    ]),
  );
  return ({ source }) => (source === null ? {} : (sources.get(source) ?? {}));
}

async function ensureSource(db: Kysely<Schema>, source: Source): Promise<number> {
  const row = toRow(source);
  await db
    .insertInto('metric_sources')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['model_id', 'dataset_name', 'dataset_digest']).doNothing(),
    )
    .execute();
  const { number } = await db
    .selectFrom('metric_sources')
    .select('number')
    .where('model_id', '=', row.model_id)
    .where('dataset_name', '=', row.dataset_name)
    .where('dataset_digest', '=', row.dataset_digest)
    .executeTakeFirstOrThrow();
  return number;
}

function toRow({ modelId = '', dataset }: Source) {
  return {
    model_id: modelId,
    dataset_name: dataset?.name ?? '',
    dataset_digest: dataset?.digest ?? '',
  };
}

function markOf(source: Source): string {
  return JSON.stringify(Object.values(toRow(source)));
}
