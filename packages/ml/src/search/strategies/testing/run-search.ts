import type { Random } from '../../../math/index.ts';
import type { Dealer } from '../deal-in-order.ts';
import type { Proposal, Result } from '../searcher.ts';

/** What a make-believe worker answers. */
export type Measure = (proposal: Proposal) => Omit<Result, 'proposal'>;

/** A proposal and what came of it. */
export interface Entry {
  readonly proposal: Proposal;
  readonly result: Result;
}

/**
 * Runs a search with workers that finish in any order.
 *
 * @param nProposals Proposals at most.
 * @param random Which of the busy workers is done next.
 */
export function runSearch(
  dealer: Dealer,
  measure: Measure,
  { nProposals, nWorkers = 1, random }: { nProposals: number; nWorkers?: number; random?: Random },
): Entry[] {
  const busy: Proposal[] = [];
  const entries: Entry[] = [];
  for (;;) {
    const canStart = busy.length < nWorkers && entries.length + busy.length < nProposals;
    const dealt = canStart ? dealer.next() : 'wait';
    if (typeof dealt !== 'string') {
      busy.push(dealt);
      continue;
    }
    const [proposal] = busy.splice(random?.below(busy.length) ?? 0, 1);
    if (proposal === undefined) break;
    const result = { ...measure(proposal), proposal: proposal.number } as Result;
    dealer.settle(result);
    entries.push({ proposal, result });
  }
  return entries.sort((a, b) => a.proposal.number - b.proposal.number);
}
