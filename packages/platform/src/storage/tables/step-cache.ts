import { asId } from '@kaizenml/contracts';
import type { StepCacheStore } from '../../pipelines/cache-store.ts';
import type { TableContext } from './context.ts';
import { assertFinite } from './finite.ts';

/** Finished steps in tables. */
export function stepCacheTable({ db }: TableContext): StepCacheStore {
  return {
    async find(key) {
      const row = await db
        .selectFrom('step_cache')
        .selectAll()
        .where('key', '=', key)
        .executeTakeFirst();
      return (
        row && {
          key: row.key,
          step: row.step,
          output: asId(row.output),
          finishedAt: row.finished_at,
          durationMs: row.duration_ms,
        }
      );
    },
    async put({ key, step, output, finishedAt, durationMs }) {
      assertFinite(`Duration of step "${step}"`, durationMs);
      const row = { step, output, finished_at: finishedAt, duration_ms: durationMs };
      await db.transaction().execute((transaction) =>
        transaction
          .insertInto('step_cache')
          .values({ key, ...row })
          .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
          .execute(),
      );
    },
  };
}
