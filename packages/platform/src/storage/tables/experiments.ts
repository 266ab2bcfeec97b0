import { asId, type ExperimentName } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { ExperimentRecord, ExperimentStore } from '../../experiments/store.ts';
import { instant } from '../../kit/index.ts';
import { fromToken, toPage } from '../cursor.ts';
import type { ExperimentsTable, Schema } from '../schema.ts';
import type { TableContext } from './context.ts';

/** Experiments in tables. */
export function experimentTable({ db, clock }: TableContext): ExperimentStore {
  return {
    async ensure(name) {
      await db
        .transaction()
        .execute((transaction) => ensureExperiment(transaction, name, instant(clock)));
    },
    async find(name) {
      const row = await db
        .selectFrom('experiments')
        .selectAll()
        .where('name', '=', name)
        .executeTakeFirst();
      return row && toRecord(row);
    },
    async list(page) {
      let query = db
        .selectFrom('experiments')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('name', 'desc')
        .limit(page.limit + 1);
      if (page.after !== undefined) {
        const [createdAt = '', name = ''] = fromToken(page.after, 2);
        query = query.where(({ eb, or, and }) =>
          or([
            eb('created_at', '<', createdAt),
            and([eb('created_at', '=', createdAt), eb('name', '<', name)]),
          ]),
        );
      }
      const rows = await query.execute();
      return toPage(rows.map(toRecord), page, (item) => [item.createdAt, item.name]);
    },
  };
}

/** Creates an experiment unless it exists. */
export async function ensureExperiment(
  db: Kysely<Schema>,
  name: ExperimentName,
  createdAt: string,
): Promise<void> {
  await db
    .insertInto('experiments')
    .values({ name, created_at: createdAt, n_runs: 0, last_run_at: null })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
}

function toRecord(row: ExperimentsTable): ExperimentRecord {
  return {
    name: asId(row.name),
    createdAt: row.created_at,
    nRuns: row.n_runs,
    lastRunAt: row.last_run_at,
  };
}
