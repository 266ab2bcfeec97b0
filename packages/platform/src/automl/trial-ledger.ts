import { dropAnswers, nKeptAnswers } from './kept-answers.ts';
import { type SavedProposal, type SavedTrial, trialName } from './saved-trials.ts';
import type { Trial } from './trial.ts';
import { answerLength, type TrialData } from './trial-messages.ts';

/** What is known of the candidates of a search, by their place. */
export interface TrialLedger {
  find(place: number): SavedTrial | undefined;
  /** Takes a trial in, and saves it together with those that lost their answers to it. */
  admit(place: number, entry: SavedTrial): Promise<void>;
  /** In the order in which they were begun. */
  trials(): readonly Trial[];
}

/** Opens a ledger with what an earlier search has saved; of several entries of a place the last one counts. */
export function openLedger(
  saved: readonly SavedProposal[],
  data: TrialData,
  remember: (name: string, saved: SavedTrial) => Promise<void>,
): TrialLedger {
  const entries = new Map<number, SavedTrial>(saved.map((each) => [each.place, each]));
  const keeping = { metric: data.metric, nKept: nKeptAnswers(answerLength(data)) };
  dropAnswers(entries, keeping);
  return {
    find: (place) => entries.get(place),
    async admit(place, entry) {
      entries.set(place, entry);
      for (const each of new Set([place, ...dropAnswers(entries, keeping)])) {
        const held = entries.get(each);
        if (held?.result) await remember(trialName(held.result.proposal), held);
      }
    },
    trials: () => [...entries].sort(([a], [b]) => a - b).map(([, { trial }]) => trial),
  };
}
