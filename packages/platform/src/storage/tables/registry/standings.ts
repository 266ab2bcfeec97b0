import { asId, type ModelName } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { ModelStanding } from '../../../models/registry/store.ts';
import type { Schema } from '../../schema.ts';

/** Names in one list of a query. */
const MOST_NAMES = 500;

/** Counts versions by stage: one line of each stage of a model is read, however many versions it has. */
export async function standingsOf(
  db: Kysely<Schema>,
  names: readonly ModelName[],
): Promise<ReadonlyMap<ModelName, ModelStanding>> {
  const standings = new Map<ModelName, ModelStanding>();
  for (let at = 0; at < names.length; at += MOST_NAMES) {
    const rows = await db
      .selectFrom('model_versions')
      .select((eb) => [
        'name',
        'stage',
        eb.fn.countAll<number | string>().as('n'),
        eb.fn.max('version').as('newest'),
        eb.fn.max('created_at').as('at'),
      ])
      .where('name', 'in', names.slice(at, at + MOST_NAMES))
      .groupBy(['name', 'stage'])
      .execute();
    for (const { name, stage, n, newest, at } of rows) {
      const known = standings.get(asId<ModelName>(name));
      standings.set(asId<ModelName>(name), {
        nVersions: (known?.nVersions ?? 0) + Number(n),
        newestAt: known === undefined || known.newestAt < at ? at : known.newestAt,
        stages: { ...known?.stages, ...(stage === 'None' ? {} : { [stage]: newest }) },
      });
    }
  }
  return standings;
}
