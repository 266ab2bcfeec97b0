import type { Kysely } from 'kysely';
import type { Schema } from '../../../schema.ts';
import { comparePoints, fromColumn, type StoredPoint, toColumn } from '../metrics/stored-point.ts';

/** Keeps of the points that a run logged of models those that count, by source and key. */
export async function putModelMetrics(
  db: Kysely<Schema>,
  run: number,
  points: readonly (StoredPoint & { readonly key: number })[],
): Promise<void> {
  for (const { source, key, ...point } of points) {
    if (source === null) continue;
    const known = await db
      .selectFrom('logged_model_metrics')
      .select(['value', 'step', 'at'])
      .where('source', '=', source)
      .where('run', '=', run)
      .where('key', '=', key)
      .executeTakeFirst();
    const before = known && { ...known, source, value: fromColumn(known.value) };
    if (before !== undefined && comparePoints({ ...point, source }, before) <= 0) continue;
    const row = { value: toColumn(point.value), step: point.step, at: point.at };
    await db
      .insertInto('logged_model_metrics')
      .values({ source, run, key, ...row })
      .onConflict((conflict) => conflict.columns(['source', 'run', 'key']).doUpdateSet(row))
      .execute();
  }
}
