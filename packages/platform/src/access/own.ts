import { type Crew, topic } from '../crew/index.ts';
import type { AccountBook } from './account-book.ts';
import type { Rights, Thing } from './rights.ts';
import type { AccountStore } from './store.ts';

/** What an account may do has changed. */
const CHANGED = topic<{ readonly name: string }, null>('account-changed');

/** Gives who made an experiment or a model all rights at it. */
export type Own = (rights: Rights, thing: Thing) => Promise<void>;

/** Lets every process of the server read an account anew. */
export type TellOfAccount = (name: string) => Promise<void>;

/** @param crew The other processes of the server; undefined where there are none. */
export function tellOfAccounts(book: AccountBook, crew: Crew | undefined): TellOfAccount {
  crew?.answer(CHANGED, async ({ name }) => {
    await book.refresh(name);
    return null;
  });
  return async (name) => {
    await book.refresh(name);
    await crew?.ask(CHANGED, { name });
  };
}

/** When it has resolved, every process of the server knows; doing it again changes nothing. */
export function createOwn({
  accounts,
  tell,
}: {
  readonly accounts: Pick<AccountStore, 'grant'>;
  readonly tell: TellOfAccount;
}): Own {
  return async ({ account }, thing) => {
    const reason = { by: 'person', who: account, why: `made this ${thing.kind}` } as const;
    await accounts.grant(account, { role: 'admin', thing, reason });
    await tell(account);
  };
}
