import { AppError, didYouMean } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import { isSqlite } from '../../is-sqlite.ts';
import type { AccountsTable, Schema } from '../../schema.ts';

const MAX_LOOKED_AT = 1000;

/**
 * The row of an account, which nobody else changes for the rest of the transaction, nor its roles.
 *
 * @throws ACCOUNT_NOT_FOUND with the closest name
 */
export async function getAccountRow(db: Kysely<Schema>, name: string): Promise<AccountsTable> {
  const query = db.selectFrom('accounts').selectAll().where('name', '=', name);
  const row = await (isSqlite(db) ? query : query.forUpdate()).executeTakeFirst();
  if (row !== undefined) return row;
  const known = await db
    .selectFrom('accounts')
    .select('name')
    .orderBy('name')
    .limit(MAX_LOOKED_AT)
    .execute();
  const names = known.map((each) => each.name);
  throw new AppError('ACCOUNT_NOT_FOUND', {
    message: `No account is called "${name}".`,
    hint:
      didYouMean(name, names) ??
      'See the names with `kaizen accounts list`; make one with `kaizen accounts create`.',
    details: { name },
  });
}

/** The same of an account that is to be given something. @throws ACCOUNT_NOT_FOUND, ACCOUNT_CLOSED */
export async function getOpenAccountRow(db: Kysely<Schema>, name: string): Promise<AccountsTable> {
  const row = await getAccountRow(db, name);
  if (row.closed_at === null) return row;
  throw new AppError('ACCOUNT_CLOSED', {
    message: `The account "${name}" must be open to be given something, but it was closed at ${row.closed_at}.`,
    hint: `Open it again with \`kaizen accounts open ${name}\`.`,
    details: { name, closedAt: row.closed_at },
  });
}
