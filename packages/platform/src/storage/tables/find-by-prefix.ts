import type { Kysely, Selectable } from 'kysely';
import type { Schema } from '../schema.ts';

const MIN_PREFIX = 6;
const ID_LENGTH = 26;

/** The one row of a table whose ULID begins so; undefined where there is none, or more than one, or fewer than 6 characters are given. */
export async function findByPrefix<Table extends 'alerts' | 'incidents'>(
  db: Kysely<Schema>,
  table: Table,
  idOrPrefix: string,
): Promise<Selectable<Schema[Table]> | undefined> {
  const prefix = idOrPrefix.toUpperCase();
  if (prefix.length < MIN_PREFIX || prefix.length > ID_LENGTH) return undefined;
  const rows = await db
    .selectFrom(table as 'alerts')
    .selectAll()
    .where('id', '>=', prefix)
    .where('id', '<=', prefix.padEnd(ID_LENGTH, 'Z'))
    .limit(2)
    .execute();
  return rows.length === 1 ? (rows[0] as Selectable<Schema[Table]>) : undefined;
}
