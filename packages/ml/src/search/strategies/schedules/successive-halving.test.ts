import { describe, expect, it } from 'vitest';
import type { Fidelity } from '../searcher.ts';
import type { Schedule } from '../strategy.ts';
import { hyperband, ladderOf, successiveHalving } from './index.ts';

const DRAFT = { estimator: 'ridge', params: {} };
const LADDER: readonly Fidelity[] = [
  { rows: 0.1, members: 1, folds: 1 },
  { rows: 1, members: 1, folds: 1 },
  { rows: 1, members: 1, folds: 3 },
];

/** Runs a schedule of candidates whose score is known, without delay. @returns Folds-times-rows that each one got. */
function spend(schedule: Schedule, scores: readonly number[]): number[] {
  const spent = scores.map(() => 0);
  let begun = 0;
  for (;;) {
    const due = schedule.due();
    if (due === undefined && begun === scores.length) return spent;
    const trial = due?.trial ?? begun++;
    const step = due?.step ?? schedule.begin(trial, DRAFT);
    const nFolds = step.folds - step.firstFold;
    spent[trial] += nFolds * step.rows;
    schedule.settle(
      trial,
      step,
      Array.from({ length: nFolds }, () => scores[trial]),
    );
  }
}

describe('successiveHalving', () => {
  it('lets the best third of each rung go on', () => {
    const scores = Array.from({ length: 27 }, (_, i) => (i * 10) % 27);
    const spent = spend(successiveHalving(LADDER), scores);
    const byScore = scores
      .map((score, i) => ({ score, spent: spent[i] }))
      .sort((a, b) => b.score - a.score);
    expect(byScore.slice(0, 3).map((each) => each.spent)).toEqual([3.1, 3.1, 3.1]);
    expect(byScore.filter((each) => each.spent === 0.1)).toHaveLength(
      byScore.filter((each) => each.spent < 1).length,
    );
    expect(byScore.slice(0, 9).every((each) => each.spent > 1)).toBe(true);
  });

  it('goes on with the folds that are left where rows and members stay, and anew where not', () => {
    const schedule = successiveHalving(LADDER, { eta: 1 });
    const first = schedule.begin(0, DRAFT);
    expect(schedule.settle(0, first, [5])).toBe(5);
    const second = schedule.due();
    expect(second?.step).toEqual({ rows: 1, members: 1, folds: 1, firstFold: 0 });
    if (second) expect(schedule.settle(0, second.step, [1])).toBe(1);
    const third = schedule.due();
    expect(third?.step).toEqual({ rows: 1, members: 1, folds: 3, firstFold: 1 });
    if (third) expect(schedule.settle(0, third.step, [4, 4])).toBe(3);
    expect(schedule.due()).toBeUndefined();
  });
});

describe('hyperband', () => {
  it('begins candidates on each rung in the numbers of the table', () => {
    const schedule = hyperband(LADDER);
    const first = Array.from({ length: 17 }, (_, trial) => schedule.begin(trial, DRAFT));
    const count = (rows: number, folds: number) =>
      first.filter((step) => step.rows === rows && step.folds === folds).length;
    expect([count(0.1, 1), count(1, 1), count(1, 3)]).toEqual([9, 5, 3]);
  });
});

describe('ladderOf', () => {
  it('saves folds first, then rows, and keeps enough of them', () => {
    expect(ladderOf({ nRows: 100_000, nFolds: 5 })).toEqual([
      { rows: 1 / 3, members: 1, folds: 1 },
      { rows: 1, members: 1, folds: 1 },
      { rows: 1, members: 1, folds: 2 },
      { rows: 1, members: 1, folds: 5 },
    ]);
    expect(ladderOf({ nRows: 4000, nFolds: 3 })[0]).toEqual({ rows: 1 / 3, members: 1, folds: 1 });
    expect(ladderOf({ nRows: 900, nFolds: 3 })).toEqual([
      { rows: 1, members: 1, folds: 1 },
      { rows: 1, members: 1, folds: 3 },
    ]);
  });
});
