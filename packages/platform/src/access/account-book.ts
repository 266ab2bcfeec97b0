import type { Clock } from '../kit/index.ts';
import { createRights } from './create-rights.ts';
import type { Rights } from './rights.ts';
import type { AccountRecord, AccountStore } from './store.ts';

/** Time for which an account that was read counts. Milliseconds. */
const MAX_AGE_MS = 1000;
/** Names that are remembered, also those that no account has. */
const MAX_KNOWN = 10_000;

/** An account as it was last read. */
export interface BookedAccount {
  readonly isClosed: boolean;
  /** Goes on to tell what was last read, also to who has held it for long. */
  readonly rights: Rights;
}

/** What a process knows of accounts. */
export interface AccountBook {
  /** An account; a promise only where the store must be asked, which is at most once a second for each. */
  find(name: string): BookedAccount | undefined | Promise<BookedAccount | undefined>;
  /** Reads an account anew, whenever it was last read. */
  refresh(name: string): Promise<void>;
}

interface Entry {
  readonly name: string;
  readonly booked: { isClosed: boolean; readonly rights: Rights };
  isThere: boolean;
  now: Rights;
  readAtMs: number;
  reading: Promise<BookedAccount | undefined> | undefined;
}

/** A book over the accounts of a home. */
export function openAccountBook(
  accounts: Pick<AccountStore, 'find'>,
  { clock }: { readonly clock: Clock },
): AccountBook {
  const entries = new Map<string, Entry>();
  const entryOf = (name: string): Entry => {
    const known = entries.get(name);
    if (known !== undefined) return known;
    if (entries.size >= MAX_KNOWN) forgetUnknown(entries);
    const entry = newEntry(name);
    entries.set(name, entry);
    return entry;
  };
  const read = async (entry: Entry): Promise<BookedAccount | undefined> => {
    const readAtMs = clock.now();
    const record = await accounts.find(entry.name);
    if (readAtMs >= entry.readAtMs) note(entry, { record, readAtMs });
    return entry.isThere ? entry.booked : undefined;
  };
  return {
    find(name) {
      const entry = entryOf(name);
      if (clock.now() - entry.readAtMs < MAX_AGE_MS)
        return entry.isThere ? entry.booked : undefined;
      entry.reading ??= read(entry).finally(() => {
        entry.reading = undefined;
      });
      return entry.reading;
    },
    async refresh(name) {
      const entry = entries.get(name);
      if (entry === undefined) return;
      await entry.reading?.catch(() => undefined);
      await read(entry);
    },
  };
}

function newEntry(name: string): Entry {
  const nothing = createRights({ name, closedAt: null, roles: [] });
  const entry: Entry = {
    name,
    booked: {
      isClosed: false,
      rights: {
        account: name,
        has: (role, thing) => entry.now.has(role, thing),
        readable: (kind) => entry.now.readable(kind),
      },
    },
    isThere: false,
    now: nothing,
    readAtMs: Number.NEGATIVE_INFINITY,
    reading: undefined,
  };
  return entry;
}

function note(
  entry: Entry,
  { record, readAtMs }: { readonly record: AccountRecord | undefined; readonly readAtMs: number },
): void {
  entry.isThere = record !== undefined;
  entry.booked.isClosed = record !== undefined && record.closedAt !== null;
  entry.now = createRights(record ?? { name: entry.name, closedAt: null, roles: [] });
  entry.readAtMs = readAtMs;
}

/** Names that no account has cost nothing to forget; the rights of accounts may be held by who asks. */
function forgetUnknown(entries: Map<string, Entry>): void {
  for (const [name, { isThere, reading }] of entries)
    if (!isThere && reading === undefined) entries.delete(name);
}
