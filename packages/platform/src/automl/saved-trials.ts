import { LAG, type Result } from '@kaizenml/ml/search';
import type { Trial } from './trial.ts';
import type { FoldResult } from './trial-messages.ts';

/** A trial, and what the searcher was told of it, where it had proposed it. */
export interface SavedTrial {
  readonly trial: Trial;
  /** Place of the candidate in the order in which candidates were begun, from 0. */
  readonly place?: number;
  readonly result?: Result;
  /** Its folds so far, while it has not all of them. */
  readonly folds?: readonly FoldResult[];
  /** Where it was given up for its time: milliseconds that a fold of it was allowed. */
  readonly limitMs?: number;
}

/** A saved trial of a proposal. */
export type SavedProposal = SavedTrial & Required<Pick<SavedTrial, 'place' | 'result'>>;

/** Name of what is saved of a proposal. */
export function trialName(number: number): string {
  return `trial ${number}`;
}

/** What is saved of proposals, in their order; those that were open together may have ended in any order. */
export async function recallTrials(
  recall: (name: string) => Promise<SavedTrial | undefined>,
): Promise<SavedProposal[]> {
  const saved: SavedProposal[] = [];
  for (let number = 0, nMissing = 0; nMissing < LAG; number++) {
    const known = await recall(trialName(number));
    nMissing = known === undefined ? nMissing + 1 : 0;
    if (known?.result !== undefined && known.place !== undefined)
      saved.push({ ...known, result: known.result, place: known.place });
  }
  return saved;
}
