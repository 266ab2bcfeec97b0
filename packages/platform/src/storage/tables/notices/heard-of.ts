import type { Kysely } from 'kysely';
import type { AlertSeverity } from '../../../alerts/store.ts';
import { rankOf } from '../../../notices/index.ts';
import type { Schema } from '../../schema.ts';

/**
 * Which routes were told of alerts or are about to be: by alert and route the greatest severity that it hears of.
 *
 * @param alert Id. Default: all that are open
 */
export async function heardOf(
  db: Kysely<Schema>,
  alert?: string,
): Promise<ReadonlyMap<string, ReadonlyMap<string, AlertSeverity>>> {
  let query = db
    .selectFrom('notices')
    .select(['alert', 'route', 'said'])
    .where('state', '!=', 'withdrawn')
    .where('kind', '!=', 'resolved');
  query =
    alert === undefined
      ? query.where('alert', 'in', (of) =>
          of.selectFrom('alerts').select('id').where('status', '=', 'open'),
        )
      : query.where('alert', '=', alert);
  const heard = new Map<string, Map<string, AlertSeverity>>();
  for (const { alert: id, route, said } of await query.execute()) {
    if (id === null || said === 'resolved') continue;
    const routes = heard.get(id) ?? new Map<string, AlertSeverity>();
    heard.set(id, routes);
    const before = routes.get(route);
    if (before === undefined || rankOf(said) > rankOf(before)) routes.set(route, said);
  }
  return heard;
}
