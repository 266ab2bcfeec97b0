import type { Proposal, Result, Searcher } from './searcher.ts';

/** How many proposals are open at most. */
export const LAG = 8;

/** Deals the proposals of a search to any number of workers. */
export interface Dealer {
  /** A proposal for a free worker; `wait` until an open one is settled; `end` when nothing more will come. */
  next(): Proposal | 'wait' | 'end';
  /** Takes what came of a proposal, in any order. */
  settle(result: Result): void;
  /** All that is settled, by number: the state to save. */
  results(): readonly Result[];
}

/**
 * Makes a search the same for any number of workers: before ask number k it has been told of every proposal up to k - lag, in
 * order, and of no later one. Where it waits all the same, it is told of one more, and so on.
 *
 * @param known Results of an earlier part of the same search: it goes on behind them as if it had never stopped.
 * @param lag Proposals that are open at most. Default 8. Another lag is another search.
 */
export function dealInOrder(searcher: Searcher, known: readonly Result[] = [], lag = LAG): Dealer {
  const settled = new Map(known.map((result) => [result.proposal, result]));
  let nAsked = 0;
  let nTold = 0;
  let isWaiting = false;

  const tellOneMore = (): boolean => {
    const result = settled.get(nTold);
    if (result === undefined) return false;
    searcher.tell(result);
    nTold++;
    isWaiting = false;
    return true;
  };

  const ask = (): Proposal | 'wait' | 'end' => {
    while (nAsked - nTold >= lag) if (!tellOneMore()) return 'wait';
    for (;;) {
      const proposal = isWaiting ? undefined : searcher.ask();
      if (proposal !== undefined) {
        nAsked++;
        return proposal;
      }
      isWaiting = true;
      if (nTold === nAsked) return 'end';
      if (!tellOneMore()) return 'wait';
    }
  };

  return {
    next() {
      for (;;) {
        const dealt = ask();
        if (typeof dealt === 'string' || !settled.has(dealt.number)) return dealt;
      }
    },
    settle(result) {
      settled.set(result.proposal, result);
    },
    results: () => [...settled.values()].sort((a, b) => a.proposal - b.proposal),
  };
}
