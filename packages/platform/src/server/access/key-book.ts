import type { Crew } from '../../crew/index.ts';
import type { KeyLimits, KeyRecord, KeyStore, KeyUse } from '../../keys/index.ts';
import type { Clock, Log } from '../../kit/index.ts';
import type { Caller } from './caller.ts';
import { createKeyMeter, type KeyMeter } from './key-meter.ts';
import { createSharedMeter } from './shared-meter.ts';

/** Time for which a key that was read counts: after it a revoked key is refused. Milliseconds. */
const MAX_AGE_MS = 1000;
/** Ids that are remembered, also those that no key has. */
const MAX_KNOWN = 10_000;
/** Time after which counted requests are written. Milliseconds. */
const WRITE_EVERY_MS = 30_000;

/** A key as the server last read it. */
export interface BookedKey {
  readonly record: KeyRecord;
  readonly caller: Caller;
  /** Undefined for a key without limits. */
  readonly meter: KeyMeter | undefined;
  /** Requests of today, as far as they are known here. */
  nToday(): number;
  /** Counts a request. */
  count(): void;
}

/** What the server knows of keys. */
export interface KeyBook {
  /** A key by its id; a promise only where the store must be asked, which is at most once a second for each. */
  find(id: string): BookedKey | undefined | Promise<BookedKey | undefined>;
  /** Writes what was counted. */
  close(): Promise<void>;
}

/** What is remembered of one id. */
interface Entry {
  readonly id: string;
  readAtMs: number;
  reading: Promise<BookedKey | undefined> | undefined;
  booked: BookedKey | undefined;
  day: string;
  /** Requests of the day that all processes had written when it was last read. */
  nWritten: number;
  /** Requests of the day that were counted here and are not written yet. */
  nOwn: number;
  lastMs: number;
}

/** A book over the keys of a home. */
export function openKeyBook(
  store: KeyStore,
  {
    clock,
    log,
    crew,
  }: {
    readonly clock: Clock;
    readonly log: Log;
    /** The other processes of the server, with whom limits are shared. */
    readonly crew?: Crew | undefined;
  },
): KeyBook {
  const entries = new Map<string, Entry>();
  const ofEarlierDays: KeyUse[] = [];
  const oneAfterTheOther = createQueue();

  const read = (entry: Entry): Promise<BookedKey | undefined> =>
    oneAfterTheOther(async () => {
      const nowMs = clock.now();
      const day = new Date(nowMs).toISOString().slice(0, 10);
      const record = await store.find(entry.id);
      const nWritten =
        record === undefined || record.perDay === null ? 0 : await store.countUses(entry.id, day);
      if (entry.day !== day) {
        ofEarlierDays.push(...usesOf(entry));
        Object.assign(entry, { day, nOwn: 0 });
      }
      entry.nWritten = nWritten;
      entry.booked = record && book(record, { entry, clock, crew });
      entry.readAtMs = nowMs;
      return entry.booked;
    }).finally(() => {
      entry.reading = undefined;
    });

  const write = (): Promise<void> =>
    oneAfterTheOther(async () => {
      const earlier = ofEarlierDays.slice();
      const uses = [...entries.values()].flatMap(usesOf);
      if (earlier.length + uses.length === 0) return;
      await store.addUses([...earlier, ...uses]);
      ofEarlierDays.splice(0, earlier.length);
      for (const { id, nRequests } of uses) {
        const entry = entries.get(id);
        if (entry === undefined) continue;
        entry.nOwn -= nRequests;
        entry.nWritten += nRequests;
      }
    });

  const timer = setInterval(() => {
    write().catch((thrown: unknown) => log.error('uses of keys could not be written', { thrown }));
  }, WRITE_EVERY_MS).unref();

  return {
    find(id) {
      const entry = entries.get(id) ?? newEntry(id);
      if (clock.now() - entry.readAtMs < MAX_AGE_MS) return entry.booked;
      if (entries.size >= MAX_KNOWN) forgetUnknown(entries);
      entries.set(id, entry);
      entry.reading ??= read(entry);
      return entry.reading;
    },
    async close() {
      clearInterval(timer);
      await write();
    },
  };
}

/** Runs work in the order in which it is given, so that what is read has been written or not, and never in part. */
function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}

function newEntry(id: string): Entry {
  return {
    id,
    readAtMs: Number.NEGATIVE_INFINITY,
    reading: undefined,
    booked: undefined,
    day: '',
    nWritten: 0,
    nOwn: 0,
    lastMs: 0,
  };
}

function usesOf({ id, day, nOwn, lastMs }: Entry): KeyUse[] {
  if (nOwn === 0) return [];
  return [{ id, day, nRequests: nOwn, lastUsedAt: new Date(lastMs).toISOString() }];
}

/** The meter of a key goes on while its limits are the same. */
function book(
  record: KeyRecord,
  {
    entry,
    clock,
    crew,
  }: { readonly entry: Entry; readonly clock: Clock; readonly crew: Crew | undefined },
): BookedKey {
  const { id, scopes, endpoints, perSecond, burst, perDay } = record;
  const isLimited = perSecond !== null || perDay !== null;
  const createMeter = (limits: KeyLimits): KeyMeter =>
    crew === undefined ? createKeyMeter(limits) : createSharedMeter(limits, { id, crew, clock });
  return {
    record,
    caller: {
      id,
      scopes: new Set(scopes),
      endpoints: endpoints === null ? undefined : new Set(endpoints),
      rights: undefined,
    },
    meter:
      entry.booked?.meter ?? (isLimited ? createMeter({ perSecond, burst, perDay }) : undefined),
    nToday: () => entry.nWritten + entry.nOwn,
    count: () => {
      entry.nOwn++;
      entry.lastMs = clock.now();
    },
  };
}

/** Ids that no key has cost nothing to forget; those of keys hold counts. */
function forgetUnknown(entries: Map<string, Entry>): void {
  for (const [id, { booked, reading, nOwn }] of entries)
    if (booked === undefined && reading === undefined && nOwn === 0) entries.delete(id);
}
