import type { Kysely } from 'kysely';
import type { DatasetVersionRecord } from '../../datasets/store.ts';
import type { Schema } from '../schema.ts';
import { toRecord } from './dataset-rows.ts';

/** What tells versions of a name apart; nothing of it is the newest one. */
interface Which {
  readonly version?: number | undefined;
  readonly span?: string | undefined;
}

/** The version behind `name`, `name@version`, `name@tag` or `name@span`. */
export async function findByReference(
  db: Kysely<Schema>,
  reference: string,
): Promise<DatasetVersionRecord | undefined> {
  const [, name, which] = /^(.*)@([^@]+)$/.exec(reference) ?? [];
  if (name === undefined || which === undefined) return findVersion(db, reference);
  if (/^[1-9]\d{0,8}$/.test(which)) {
    const found = await findVersion(db, name, { version: Number(which) });
    if (found !== undefined) return found;
  }
  const tagged = await db
    .selectFrom('dataset_tags')
    .select('version')
    .where('name', '=', name)
    .where('tag', '=', which)
    .executeTakeFirst();
  return findVersion(db, name, tagged ?? { span: which });
}

/** The newest version of a name that is the one in question. */
export async function findVersion(
  db: Kysely<Schema>,
  name: string,
  { version, span }: Which = {},
): Promise<DatasetVersionRecord | undefined> {
  let query = db.selectFrom('dataset_versions').selectAll().where('name', '=', name);
  if (version !== undefined) query = query.where('version', '=', version);
  if (span !== undefined) query = query.where('span', '=', span);
  const row = await query.orderBy('version', 'desc').limit(1).executeTakeFirst();
  return row && toRecord(row);
}
