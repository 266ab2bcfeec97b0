import { type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import type { MetricHistories, MetricOfRun } from '../../../../tracking/store.ts';
import { fromToken, toPage } from '../../../cursor.ts';
import { isSqlite } from '../../../is-sqlite.ts';
import type { Page, PageRequest } from '../../../page.ts';
import type { Schema } from '../../../schema.ts';
import { runNotFound } from '../../run-not-found.ts';
import { fromColumn } from './stored-point.ts';

type Choice = { readonly id: string } & Parameters<MetricHistories['list']>[1];

/** Metrics of a run by name, a page of them. @cost Looks at every metric of the run. */
export async function listMetrics(
  db: Kysely<Schema>,
  { id, contains = '', minPoints = 1 }: Choice,
  page: PageRequest,
): Promise<Page<MetricOfRun>> {
  const run = await db.selectFrom('runs').select('number').where('id', '=', id).executeTakeFirst();
  if (run === undefined) throw runNotFound(id);
  const name = byCharacters(db);
  let query = db
    .selectFrom('latest_metrics')
    .innerJoin('keys', 'keys.number', 'latest_metrics.key')
    .select(['keys.name', 'value', 'step', 'at', 'n_points'])
    .where('run', '=', run.number)
    .where('n_points', '>=', minPoints)
    .orderBy(name)
    .limit(page.limit + 1);
  if (contains !== '') query = query.where(holds(db, contains));
  if (page.after !== undefined) {
    const [after = ''] = fromToken(page.after, 1);
    query = query.where(sql<SqlBool>`${name} > ${after}`);
  }
  const found = (await query.execute()).map((row) => ({
    ...{ key: row.name, value: fromColumn(row.value), step: row.step, atMs: row.at },
    nPoints: Number(row.n_points),
  }));
  return toPage(found, page, ({ key }) => [key]);
}

function byCharacters(db: Kysely<Schema>): Expression<string> {
  const name = sql.ref<string>('keys.name');
  return isSqlite(db) ? name : sql<string>`${name} collate "C"`;
}

function holds(db: Kysely<Schema>, words: string): Expression<SqlBool> {
  const place = sql.raw(isSqlite(db) ? 'instr' : 'strpos');
  return sql<SqlBool>`${place}(lower(${sql.ref('keys.name')}), lower(${words})) > 0`;
}
