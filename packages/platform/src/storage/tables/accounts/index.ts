import { AppError } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { AccountRecord, AccountStore, RoleChange } from '../../../access/store.ts';
import type { AuditChange } from '../../../audit/index.ts';
import { instant } from '../../../kit/index.ts';
import { fromToken, toPage } from '../../cursor.ts';
import type { AccountsTable, Schema } from '../../schema.ts';
import type { TableContext } from '../context.ts';
import { recordChange } from '../record-change.ts';
import { snapshot } from '../snapshot.ts';
import { toNumber } from '../tracking/experiments.ts';
import { getAccountRow, getOpenAccountRow } from './get-account-row.ts';
import { deleteRole, insertRole, rolesOf } from './roles.ts';

export { getOpenAccountRow } from './get-account-row.ts';

/** Accounts and their roles in tables. */
export function accountTable({ db, clock }: TableContext): AccountStore {
  const setClosed = (name: string, change: Pick<AuditChange, 'by' | 'who' | 'why'>, at: boolean) =>
    db.transaction().execute(async (transaction) => {
      const now = instant(clock);
      const before = await getAccountRow(transaction, name);
      if ((before.closed_at !== null) === at) return;
      await transaction
        .updateTable('accounts')
        .set({ closed_at: at ? now : null })
        .where('name', '=', name)
        .execute();
      const action = at ? 'account.close' : 'account.open';
      await recordChange(transaction, {
        at: now,
        change: { ...change, action, name: trailName(name) },
      });
    });
  return {
    create: ({ name, kind, role }, reason) =>
      db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        await assertFree(transaction, name);
        await transaction
          .insertInto('accounts')
          .values({ name, kind, created_at: at, closed_at: null })
          .execute();
        const change = { ...reason, action: 'account.create', name: trailName(name) } as const;
        await recordChange(transaction, { at, change: { ...change, to: { kind } } });
        if (role !== undefined) await grant(transaction, name, { role, thing: null, reason, at });
        const row = await getAccountRow(transaction, name);
        return (await toRecords(transaction, [row]))[0] as AccountRecord;
      }),
    find: (name) =>
      snapshot(db, async (transaction) => {
        const row = await transaction
          .selectFrom('accounts')
          .selectAll()
          .where('name', '=', name)
          .executeTakeFirst();
        return row && (await toRecords(transaction, [row]))[0];
      }),
    list: ({ at }, page) =>
      snapshot(db, async (transaction) => {
        let query = transaction
          .selectFrom('accounts')
          .selectAll()
          .orderBy('name')
          .limit(page.limit + 1);
        if (page.after !== undefined) {
          const [after = ''] = fromToken(page.after, 1);
          query = query.where('name', '>', after);
        }
        if (at !== undefined)
          query = query.where(({ eb, or, selectFrom }) => {
            const everywhere = selectFrom('account_roles').select('account');
            const there =
              at.kind === 'model'
                ? selectFrom('model_roles').select('account').where('model', '=', at.id)
                : selectFrom('experiment_roles')
                    .select('account')
                    .where('experiment', '=', toNumber(at.id) ?? -1);
            return or([eb('name', 'in', everywhere), eb('name', 'in', there)]);
          });
        const records = await toRecords(transaction, await query.execute());
        return toPage(records, page, ({ name }) => [name]);
      }),
    grant: (name, change) =>
      db
        .transaction()
        .execute((transaction) => grant(transaction, name, { ...change, at: instant(clock) })),
    withdraw: (name, { role, thing, reason }) =>
      db.transaction().execute(async (transaction) => {
        await getAccountRow(transaction, name);
        if (!(await deleteRole(transaction, { account: name, role, thing }))) return false;
        const told = { name: thingName(name, thing), from: { account: name, role } };
        const change = { ...reason, action: 'role.withdraw', ...told } as const;
        await recordChange(transaction, { at: instant(clock), change });
        return true;
      }),
    close: (name, reason) => setClosed(name, reason, true),
    open: (name, reason) => setClosed(name, reason, false),
  };
}

async function grant(
  transaction: Kysely<Schema>,
  account: string,
  { role, thing, reason, at }: RoleChange & { readonly at: string },
): Promise<boolean> {
  await getOpenAccountRow(transaction, account);
  if (!(await insertRole(transaction, { account, role, thing }, at))) return false;
  const told = { name: thingName(account, thing), to: { account, role } };
  await recordChange(transaction, { at, change: { ...reason, action: 'role.grant', ...told } });
  return true;
}

async function assertFree(transaction: Kysely<Schema>, name: string): Promise<void> {
  const row = await transaction
    .selectFrom('accounts')
    .select('name')
    .where(({ eb, fn, val }) => eb(fn('lower', ['name']), '=', fn('lower', [val(name)])))
    .executeTakeFirst();
  if (row === undefined) return;
  throw new AppError('ACCOUNT_EXISTS', {
    message: `A new account must have a name of its own, got "${name}", but there is "${row.name}".`,
    hint: `See it with \`kaizen accounts show ${row.name}\`; a person with a second key needs no second account.`,
    details: { name, known: row.name },
  });
}

/** What the trail calls an account. */
function trailName(account: string): string {
  return `account:${account}`;
}

/** What the trail calls the place of a role: a model by its name, so that it is in the history of the model. */
function thingName(account: string, thing: RoleChange['thing']): string {
  if (thing === null) return trailName(account);
  return thing.kind === 'model' ? thing.id : `experiment:${thing.id}`;
}

async function toRecords(
  db: Kysely<Schema>,
  rows: readonly AccountsTable[],
): Promise<AccountRecord[]> {
  const roles = await rolesOf(
    db,
    rows.map(({ name }) => name),
  );
  return rows.map(({ name, kind, created_at: createdAt, closed_at: closedAt }) => ({
    ...{ name, kind, createdAt, closedAt },
    roles: roles.get(name) ?? [],
  }));
}
