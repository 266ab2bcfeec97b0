import { expressionBuilder, type Kysely, sql } from 'kysely';
import type { LoggedModel, LoggedModels } from '../../../../tracking/store.ts';
import type { Page, PageRequest } from '../../../page.ts';
import type { Schema } from '../../../schema.ts';
import { toNumber } from '../experiments.ts';
import { createKeyset, isAfter, type Sorted, selectKeys, toSortedPage } from '../keyset.ts';
import { modelTerm } from './model-order.ts';
import { modelMeets } from './model-where.ts';
import { type LoggedModelRow, readLoggedModels } from './read-logged-models.ts';

const eb = expressionBuilder<Schema, 'logged_models'>();

const TIES = [
  { expression: eb.ref('logged_models.created_at'), isDescending: true, isIndexed: true },
  { expression: eb.ref('logged_models.id'), isDescending: false },
];

/**
 * Logged models, sorted and in pages.
 *
 * @cost Looks at every model of the experiments; an order by a metric looks up its values in each.
 */
export async function searchLoggedModels(
  db: Kysely<Schema>,
  { experimentIds, condition, datasets, orders }: Parameters<LoggedModels['search']>[0],
  page: PageRequest,
): Promise<Page<LoggedModel>> {
  const keyset = createKeyset(
    { terms: orders.map((order) => modelTerm(db, order)), ties: TIES },
    page,
  );
  const experiments = experimentIds.map(toNumber).filter((number) => number !== undefined);
  if (experiments.length === 0) return { items: [] };
  const after = isAfter(keyset);
  let query = db
    .selectFrom('logged_models')
    .selectAll('logged_models')
    .select(selectKeys(keyset))
    .where('logged_models.experiment', 'in', experiments)
    .where('logged_models.deleted_at', 'is', null)
    .where(
      eb.and([
        ...(condition === undefined ? [] : [modelMeets(db, condition, datasets)]),
        ...(after === undefined ? [] : [after]),
      ]),
    )
    .limit(page.limit + 1);
  keyset.keys.forEach(({ isDescending }, i) => {
    query = query.orderBy(sql.ref(`sort_${i}`), isDescending ? 'desc' : 'asc');
  });
  const rows = (await query.execute()) as Sorted<LoggedModelRow>[];
  const { items, next } = toSortedPage(rows, keyset, page);
  const models = await readLoggedModels(db, items);
  return next === undefined ? { items: models } : { items: models, next };
}
