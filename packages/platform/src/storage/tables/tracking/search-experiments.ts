import { expressionBuilder, type Kysely, type Selectable, sql } from 'kysely';
import type { TrackedExperiments } from '../../../tracking/store.ts';
import type { Page, PageRequest } from '../../page.ts';
import type { Schema } from '../../schema.ts';
import type { ExperimentsTable } from '../../tracking-schema.ts';
import { createKeyset, isAfter, type Sorted, selectKeys, toSortedPage } from './keyset.ts';
import { experimentTerm } from './order.ts';
import { experimentMeets } from './where.ts';

type Row = Selectable<ExperimentsTable>;

const eb = expressionBuilder<Schema, 'experiments'>();

const TIES = [{ expression: eb.ref('experiments.number'), isDescending: true }];

/** Rows of experiments, sorted and in pages; the newest first where nothing else is asked. */
export async function searchExperiments(
  db: Kysely<Schema>,
  { condition, orders, lifecycle }: Parameters<TrackedExperiments['search']>[0],
  page: PageRequest,
): Promise<Page<Row>> {
  const terms = orders.map((order) => experimentTerm(db, order));
  const newest = { expression: eb.ref('experiments.created_at'), isDescending: true };
  const ties = orders.length === 0 ? [newest, ...TIES] : TIES;
  const keyset = createKeyset({ terms, ties }, page);
  const after = isAfter(keyset);
  let query = db
    .selectFrom('experiments')
    .selectAll('experiments')
    .select(selectKeys(keyset))
    .limit(page.limit + 1);
  if (lifecycle !== 'all') query = query.where('experiments.lifecycle', '=', lifecycle);
  if (condition !== undefined) query = query.where(experimentMeets(db, condition));
  if (after !== undefined) query = query.where(after);
  keyset.keys.forEach(({ isDescending }, i) => {
    query = query.orderBy(sql.ref(`sort_${i}`), isDescending ? 'desc' : 'asc');
  });
  return toSortedPage((await query.execute()) as Sorted<Row>[], keyset, page);
}
