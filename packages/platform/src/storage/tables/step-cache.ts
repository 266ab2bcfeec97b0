import { type ArtifactHash, asId } from '@kaizenml/contracts';
import { instant } from '../../kit/index.ts';
import type { StepCacheStore } from '../../pipelines/cache-store.ts';
import type { TableContext } from './context.ts';
import { assertFinite } from './finite.ts';
import { releaseArtifacts } from './released-artifacts.ts';

/** Finished steps in tables. */
export function stepCacheTable({ db, clock }: TableContext): StepCacheStore {
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
    async before(at) {
      const rows = await db
        .selectFrom('step_cache')
        .select('output')
        .where('finished_at', '<', at)
        .execute();
      return rows.map(({ output }) => asId<ArtifactHash>(output));
    },
    async forgetBefore(at, { who, why }) {
      await db.transaction().execute(async (transaction) => {
        const rows = await transaction
          .deleteFrom('step_cache')
          .where('finished_at', '<', at)
          .returning('output')
          .execute();
        const release = { name: 'steps', at: instant(clock), who, why };
        await releaseArtifacts(
          transaction,
          rows.map(({ output }) => output),
          release,
        );
      });
    },
  };
}
