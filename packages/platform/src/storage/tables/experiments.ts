import { asId } from '@kaizenml/contracts';
import type { Kysely, Selectable } from 'kysely';
import type { ExperimentRecord, ExperimentStore } from '../../experiments/store.ts';
import { fromToken, toPage } from '../cursor.ts';
import type { Schema } from '../schema.ts';
import type { ExperimentsTable } from '../tracking-schema.ts';
import type { TableContext } from './context.ts';
import { toInstant } from './instants.ts';
import { snapshot } from './snapshot.ts';
import { findExperiment, insertExperiment } from './tracking/index.ts';

type Row = Selectable<ExperimentsTable>;

/** Experiments in tables, without those that are deleted. `Default`, which is always there, is listed once it has runs. */
export function experimentTable({ db, clock }: TableContext): ExperimentStore {
  return {
    async ensure(name) {
      await db.transaction().execute(async (transaction) => {
        await insertExperiment(transaction, { name, atMs: clock.now() });
      });
    },
    find: (name) =>
      snapshot(db, async (transaction) => {
        const row = await findExperiment(transaction, name);
        if (row === undefined || row.lifecycle === 'deleted') return undefined;
        return (await toRecords(transaction, [row]))[0];
      }),
    list: (page, among) =>
      snapshot(db, async (transaction) => {
        let query = transaction
          .selectFrom('experiments')
          .selectAll()
          .where('lifecycle', '=', 'active')
          .where(({ eb, or, exists, selectFrom }) =>
            or([
              eb('number', '>', 0),
              exists(
                selectFrom('runs').select('runs.number').where('runs.experiment', '=', 0).limit(1),
              ),
            ]),
          )
          .orderBy('created_at', 'desc')
          .orderBy('name', 'desc')
          .limit(page.limit + 1);
        if (among !== undefined) query = query.where('number', 'in', [...among].map(Number));
        if (page.after !== undefined) {
          const [createdAt = '', name = ''] = fromToken(page.after, 2);
          query = query.where(({ eb, or, and }) =>
            or([
              eb('created_at', '<', Date.parse(createdAt)),
              and([eb('created_at', '=', Date.parse(createdAt)), eb('name', '<', name)]),
            ]),
          );
        }
        const records = await toRecords(transaction, await query.execute());
        return toPage(records, page, (item) => [item.createdAt, item.name]);
      }),
  };
}

async function toRecords(db: Kysely<Schema>, rows: readonly Row[]): Promise<ExperimentRecord[]> {
  if (rows.length === 0) return [];
  const counted = await db
    .selectFrom('runs')
    .select(({ fn }) => [
      'experiment',
      fn.countAll<number>().as('nRuns'),
      fn.max('started_at').as('lastRunAt'),
    ])
    .where(
      'experiment',
      'in',
      rows.map(({ number }) => number),
    )
    .where('lifecycle', '=', 'active')
    .groupBy('experiment')
    .execute();
  const runs = new Map(counted.map((row) => [row.experiment, row]));
  return rows.map(({ number, name, created_at: createdAt }) => {
    const { nRuns = 0, lastRunAt = null } = runs.get(number) ?? {};
    return {
      name: asId(name),
      createdAt: toInstant(createdAt),
      nRuns: Number(nRuns),
      lastRunAt: lastRunAt === null ? null : toInstant(lastRunAt),
    };
  });
}
