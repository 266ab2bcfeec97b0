import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError, invariant } from '@kaizenml/contracts';
import type { Outcome } from '../tables/tracking/index.ts';

/** Calls that share a transaction at most. */
const MOST_CALLS = 256;
/** Transactions at once: while one waits for the disk, the next is on its way. */
const N_AT_ONCE = 2;

/** What says nothing about the calls themselves, so that none of them fares better alone. */
const OF_THE_STORE = new Set([
  ...['STORE_UNREACHABLE', 'STORE_REFUSED', 'STORE_BUSY'],
  ...['DISK_FULL', 'HOME_DAMAGED'],
]);

/** Calls of many that are made together. */
export interface CallGroups<Call, Given> {
  /** @throws what the call was refused with, or why none could be made */
  readonly ask: (call: Call) => Promise<Given>;
  /** Resolves when everything that was asked is answered. */
  readonly settled: () => Promise<void>;
}

interface Waiting<Call, Given> {
  readonly call: Call;
  readonly resolve: (given: Given) => void;
  readonly reject: (thrown: unknown) => void;
}

/**
 * Makes one transaction of the calls that wait, which share its ways to the server and its flush of the disk. A call that comes alone
 * waits for nobody. Where a group fails for what may be in one of its calls, each of them is made alone.
 *
 * @param write Makes calls in a transaction.
 * @param thingOf What a call changes alone: two groups would wait for each other's locks on it, so that it is in one at a time.
 * Default: nothing.
 */
export function groupCalls<Call, Given>(
  write: (calls: readonly Call[]) => Promise<readonly Outcome<Given>[]>,
  { thingOf = () => undefined }: { readonly thingOf?: (call: Call) => string | undefined } = {},
): CallGroups<Call, Given> {
  let waiting: Waiting<Call, Given>[] = [];
  const taken = new Set<string>();
  const underWay = new Set<Promise<void>>();
  const take = (): readonly Waiting<Call, Given>[] => {
    const group: Waiting<Call, Given>[] = [];
    const left: Waiting<Call, Given>[] = [];
    for (const one of waiting) {
      const thing = thingOf(one.call);
      const isFree = thing === undefined || !taken.has(thing);
      (isFree && group.length < MOST_CALLS ? group : left).push(one);
    }
    waiting = left;
    return group;
  };
  const make = async (group: readonly Waiting<Call, Given>[]): Promise<void> => {
    try {
      const outcomes = await write(group.map(({ call }) => call));
      group.forEach(({ resolve, reject }, i) => {
        const outcome = outcomes[i];
        invariant(outcome !== undefined, 'every call has an outcome');
        if ('refused' in outcome) reject(outcome.refused);
        else resolve(outcome.given);
      });
    } catch (thrown) {
      const isOfStore = thrown instanceof AppError && OF_THE_STORE.has(thrown.code);
      if (group.length > 1 && !isOfStore) for (const one of group) await make([one]);
      else for (const { reject } of group) reject(thrown);
    }
  };
  const work = async (): Promise<void> => {
    // What arrives in the same turn joins the group.
    await nextTurn();
    for (let group = take(); group.length > 0; group = take()) {
      const things = group.map(({ call }) => thingOf(call)).filter((thing) => thing !== undefined);
      for (const thing of things) taken.add(thing);
      await make(group);
      for (const thing of things) taken.delete(thing);
    }
  };
  return {
    ask: (call) =>
      new Promise((resolve, reject) => {
        waiting.push({ call, resolve, reject });
        if (underWay.size >= N_AT_ONCE) return;
        const working = work().finally(() => underWay.delete(working));
        underWay.add(working);
      }),
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
