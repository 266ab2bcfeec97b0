import type { Kysely } from 'kysely';
import type { LoggedModel, LoggedModels } from '../../../../tracking/store.ts';
import { fromToken, toPage } from '../../../cursor.ts';
import type { Page, PageRequest } from '../../../page.ts';
import type { Schema } from '../../../schema.ts';
import { toNumber } from '../experiments.ts';
import { compareModels } from './compare-models.ts';
import { modelMeets } from './model-meets.ts';
import { readLoggedModels } from './read-logged-models.ts';

/**
 * Logged models, sorted and in pages. The token of a page is the id of its last model: what was there then is where the next begins.
 *
 * @cost Reads every model of the experiments.
 */
export async function searchLoggedModels(
  db: Kysely<Schema>,
  { experimentIds, condition, datasets, orders }: Parameters<LoggedModels['search']>[0],
  page: PageRequest,
): Promise<Page<LoggedModel>> {
  const experiments = experimentIds.map(toNumber).filter((number) => number !== undefined);
  if (experiments.length === 0) return { items: [] };
  const rows = await db
    .selectFrom('logged_models')
    .selectAll()
    .where('experiment', 'in', experiments)
    .execute();
  const compare = compareModels(orders);
  const models = (await readLoggedModels(db, rows)).sort(compare);
  const last = page.after === undefined ? undefined : fromToken(page.after, 1)[0];
  const start = models.findIndex(({ id }) => id === last) + 1;
  const deleted = new Set(rows.filter((row) => row.deleted_at !== null).map(({ id }) => id));
  const found = models
    .slice(start)
    .filter((model) => !deleted.has(model.id))
    .filter((model) => condition === undefined || modelMeets(model, condition, datasets));
  return toPage(found.slice(0, page.limit + 1), page, ({ id }) => [id]);
}
