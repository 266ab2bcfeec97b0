import { diverseFirst } from './diverse-first.ts';
import type { SavedTrial } from './saved-trials.ts';
import { rankTrials, type Trial } from './trial.ts';

/** Trials whose answers are kept, at most. */
const MOST_TRIALS = 40;
/** Bytes of the answers of all of them together, at most. */
const MOST_BYTES = 2 ** 28;

/**
 * How many trials keep their answers.
 *
 * @param answerLength Numbers that one candidate answers to all rows.
 * @returns 0 where those of a single one are too many.
 */
export function nKeptAnswers(answerLength: number): number {
  const each = answerLength * Float32Array.BYTES_PER_ELEMENT;
  return Math.min(MOST_TRIALS, Math.floor(MOST_BYTES / Math.max(1, each)));
}

/**
 * Takes the answers from all trials but those that a team should know: see `diverseFirst`. The same answers stay for every order of
 * calls.
 *
 * @param trials By number; changed in place.
 * @param nKept From `nKeptAnswers`.
 * @returns Numbers of the trials that lost theirs.
 */
export function dropAnswers(
  trials: Map<number, SavedTrial>,
  { metric, nKept }: { readonly metric: string; readonly nKept: number },
): number[] {
  const numberOf = new Map([...trials].map(([number, { trial }]) => [trial, number]));
  const holders = [...numberOf.keys()].filter(({ answers }) => answers !== undefined);
  return diverseFirst(rankTrials(holders, metric))
    .slice(nKept)
    .map((trial) => {
      const number = numberOf.get(trial) ?? 0;
      trials.set(number, { ...trials.get(number), trial: withoutAnswers(trial) });
      return number;
    });
}

/** The same trial without what it answered. */
export function withoutAnswers({ answers: _, ...trial }: Trial): Trial {
  return trial;
}
