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
 */
export function groupCalls<Call, Given>(
  write: (calls: readonly Call[]) => Promise<readonly Outcome<Given>[]>,
): CallGroups<Call, Given> {
  const waiting: Waiting<Call, Given>[] = [];
  const underWay = new Set<Promise<void>>();
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
    while (waiting.length > 0) await make(waiting.splice(0, MOST_CALLS));
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
