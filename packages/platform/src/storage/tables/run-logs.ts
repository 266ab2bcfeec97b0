import { AppError, type RunId } from '@kaizenml/contracts';
import type { Kysely, Transaction } from 'kysely';
import type { RunStore } from '../../runs/store.ts';
import type { Schema } from '../schema.ts';
import type { TableContext } from './context.ts';
import { assertFinite, assertFiniteEstimates } from './finite.ts';

const MAX_PER_STATEMENT = 500;

/** The methods of the run store that add to a run, each in one transaction. */
export function runLogs({
  db,
  nextId,
}: TableContext): Pick<
  RunStore,
  'logParams' | 'logMetrics' | 'logTags' | 'logStep' | 'addFindings' | 'addArtifact'
> {
  const change = (id: RunId, write: (transaction: Transaction<Schema>) => Promise<void>) =>
    db.transaction().execute(async (transaction) => {
      await assertRunExists(transaction, id);
      await write(transaction);
    });
  return {
    async logParams(id, params) {
      for (const [name, value] of Object.entries(params)) assertFinite(`Param "${name}"`, value);
      await change(id, (transaction) => putValues(transaction, 'run_params', id, params, nextId));
    },
    logTags: (id, tags) =>
      change(id, (transaction) => putValues(transaction, 'run_tags', id, tags, nextId)),
    async logMetrics(id, metrics) {
      assertFiniteEstimates(metrics);
      const rows = Object.entries(metrics).map(([name, { value, low, high }]) => ({
        run_id: id,
        name,
        position: nextId(),
        value,
        low,
        high,
      }));
      await change(id, async (transaction) => {
        for (const chunk of chunksOf(rows))
          await transaction
            .insertInto('run_metrics')
            .values(chunk)
            .onConflict((conflict) =>
              conflict.columns(['run_id', 'name']).doUpdateSet(({ ref }) => ({
                value: ref('excluded.value'),
                low: ref('excluded.low'),
                high: ref('excluded.high'),
              })),
            )
            .execute();
      });
    },
    async logStep(id, { name, status, startedAt, durationMs }) {
      assertFinite(`Duration of step "${name}"`, durationMs);
      const row = { status, started_at: startedAt, duration_ms: durationMs };
      await change(id, async (transaction) => {
        await transaction
          .insertInto('run_steps')
          .values({ run_id: id, name, position: nextId(), ...row })
          .onConflict((conflict) => conflict.columns(['run_id', 'name']).doUpdateSet(row))
          .execute();
      });
    },
    async addFindings(id, findings) {
      const rows = findings.map((finding) => ({
        run_id: id,
        position: nextId(),
        finding: JSON.stringify(finding),
      }));
      await change(id, async (transaction) => {
        for (const chunk of chunksOf(rows))
          await transaction.insertInto('run_findings').values(chunk).execute();
      });
    },
    async addArtifact(id, { name, hash, sizeBytes }) {
      const row = { hash, size_bytes: sizeBytes };
      await change(id, async (transaction) => {
        await transaction
          .insertInto('run_artifacts')
          .values({ run_id: id, name, position: nextId(), ...row })
          .onConflict((conflict) => conflict.columns(['run_id', 'name']).doUpdateSet(row))
          .execute();
      });
    },
  };
}

/** Adds or replaces params or tags. */
export async function putValues(
  transaction: Kysely<Schema>,
  table: 'run_params' | 'run_tags',
  id: string,
  values: Readonly<Record<string, unknown>>,
  nextId: () => string,
): Promise<void> {
  const rows = Object.entries(values).map(([name, value]) => ({
    run_id: id,
    name,
    position: nextId(),
    value: JSON.stringify(value),
  }));
  for (const chunk of chunksOf(rows))
    await transaction
      .insertInto(table)
      .values(chunk)
      .onConflict((conflict) =>
        conflict
          .columns(['run_id', 'name'])
          .doUpdateSet(({ ref }) => ({ value: ref('excluded.value') })),
      )
      .execute();
}

/** The failure of a run that is not there. */
export function runNotFound(id: string): AppError {
  return new AppError('RUN_NOT_FOUND', {
    message: `Run "${id}" does not exist.`,
    hint: 'See the ids with `kaizen runs list`.',
    details: { id },
  });
}

async function assertRunExists(transaction: Kysely<Schema>, id: RunId): Promise<void> {
  const row = await transaction
    .selectFrom('runs')
    .select('id')
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw runNotFound(id);
}

function chunksOf<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / MAX_PER_STATEMENT) }, (_, i) =>
    rows.slice(i * MAX_PER_STATEMENT, (i + 1) * MAX_PER_STATEMENT),
  );
}
