import type { RunId } from '@kaizenml/contracts';
import type { Transaction } from 'kysely';
import type { RunStore } from '../../runs/store.ts';
import type { Schema } from '../schema.ts';
import type { TableContext } from './context.ts';
import { assertFinite, assertFiniteEstimates } from './finite.ts';
import { inChunks } from './in-chunks.ts';
import { putParams, putTags } from './run-values.ts';
import { addPoints, claimAnyRun } from './tracking/index.ts';

type Logs = Pick<
  RunStore,
  'logParams' | 'logMetrics' | 'logTags' | 'logStep' | 'addFindings' | 'addArtifact'
>;

/** The methods of the run store that add to a run, each in one transaction. */
export function runLogs(context: TableContext): Logs {
  const { db, clock, keys, nextPosition } = context;
  const change = (
    id: RunId,
    write: (transaction: Transaction<Schema>, run: number) => Promise<void>,
  ) =>
    db.transaction().execute(async (transaction) => {
      const { number } = await claimAnyRun(transaction, id);
      await write(transaction, number);
    });
  return {
    async logParams(id, params) {
      for (const [name, value] of Object.entries(params)) assertFinite(`Param "${name}"`, value);
      await change(id, (transaction, run) => putParams(transaction, context, { run, params }));
    },
    logTags: (id, tags) =>
      change(id, (transaction, run) => putTags(transaction, context, { run, tags })),
    async logMetrics(id, metrics) {
      assertFiniteEstimates(metrics);
      const named = Object.entries(metrics);
      await change(id, async (transaction, run) => {
        const keyOf = await keys.ensure(
          transaction,
          named.map(([name]) => name),
        );
        await addPoints(
          transaction,
          named.map(([name, { value, low, high }]) => ({
            run,
            key: keyOf(name),
            // What is logged later replaces what was there, also within a millisecond.
            points: (latest) => [
              {
                value: value + 0,
                step: latest?.step ?? 0,
                at: Math.max(clock.now(), (latest?.at ?? -1) + 1),
                source: null,
              },
            ],
            interval: { low, high },
            position: nextPosition(),
          })),
        );
      });
    },
    async logStep(id, { name, status, startedAt, durationMs }) {
      assertFinite(`Duration of step "${name}"`, durationMs);
      const row = { status, started_at: startedAt, duration_ms: durationMs };
      await change(id, async (transaction, run) => {
        await transaction
          .insertInto('run_steps')
          .values({ run, name, position: nextPosition(), ...row })
          .onConflict((conflict) => conflict.columns(['run', 'name']).doUpdateSet(row))
          .execute();
      });
    },
    addFindings: (id, findings) =>
      change(id, async (transaction, run) => {
        const rows = findings.map((finding) => ({
          run,
          position: nextPosition(),
          finding: JSON.stringify(finding),
        }));
        await inChunks(rows, async (chunk) => {
          await transaction.insertInto('run_findings').values(chunk).execute();
          return [];
        });
      }),
    async addArtifact(id, { name, hash, sizeBytes }) {
      const row = { hash, size_bytes: sizeBytes };
      await change(id, async (transaction, run) => {
        await transaction
          .insertInto('run_artifacts')
          .values({ run, name, position: nextPosition(), ...row })
          .onConflict((conflict) => conflict.columns(['run', 'name']).doUpdateSet(row))
          .execute();
      });
    },
  };
}
