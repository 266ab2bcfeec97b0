import { describe, expect, it } from 'vitest';
import { dropAnswers, nKeptAnswers } from './kept-answers.ts';
import type { SavedTrial } from './saved-trials.ts';

function saved(id: string, score: number): SavedTrial {
  const candidate = { id, estimator: 'ridge', params: {}, isBaseline: false };
  const answers = Float32Array.of(score);
  return {
    trial: {
      candidate,
      status: 'finished',
      scores: [score],
      fitMs: 1,
      predictMicrosPerRow: 1,
      answers,
    },
  };
}

const holders = (trials: ReadonlyMap<number, SavedTrial>) =>
  [...trials].filter(([, { trial }]) => trial.answers).map(([number]) => number);

describe('nKeptAnswers', () => {
  it.each([
    [1000, 40],
    [4_000_000, 16],
    [2 ** 26, 1],
    [2 ** 26 + 1, 0],
  ])('of %i numbers keeps those of %i trials', (answerLength, nKept) => {
    expect(nKeptAnswers(answerLength)).toBe(nKept);
  });
});

describe('dropAnswers', () => {
  const entries = [0.7, 0.9, 0.8, 0.6, 0.95].map((score, i) => [i, saved(`r${i}`, score)] as const);

  it.each([
    ['r2', [0, 1, 2, 3, 4], [1, 2, 4]],
    ['rmse', [4, 2, 0, 3, 1], [0, 2, 3]],
  ])('keeps those of the best by %s, in any order of arrival', (metric, order, kept) => {
    const trials = new Map<number, SavedTrial>();
    for (const i of order) {
      trials.set(...(entries[i] ?? [0, saved('none', 0)]));
      dropAnswers(trials, { metric, nKept: 3 });
    }
    expect(holders(trials).sort()).toEqual(kept);
    expect(trials.size).toBe(5);
  });
});
