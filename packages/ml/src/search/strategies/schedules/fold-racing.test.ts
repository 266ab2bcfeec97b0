import { describe, expect, it } from 'vitest';
import { type Random, seededRandom } from '../../../math/index.ts';
import { foldRacing } from './index.ts';
import { meanScore } from './mean-score.ts';

const DRAFT = { estimator: 'ridge', params: {} };
const N_FOLDS = 5;

/** Runs one race in the order of the candidates. @returns Folds that each one got. */
function race(table: readonly (readonly number[])[], errorRate?: number): number[] {
  const rules = { nFolds: N_FOLDS, ...(errorRate === undefined ? {} : { errorRate }) };
  const schedule = foldRacing(rules);
  return table.map((scores, trial) => {
    let step = schedule.begin(trial, DRAFT);
    for (;;) {
      schedule.settle(trial, step, scores.slice(step.firstFold, step.folds));
      const due = schedule.due();
      if (due === undefined) return step.folds;
      step = due.step;
    }
  });
}

/** Folds that are hard or easy for all, candidates that are good or bad, and noise. */
function draw(random: Random, nCandidates: number): number[][] {
  const folds = Array.from({ length: N_FOLDS }, () => random.normal());
  return Array.from({ length: nCandidates }, () => {
    const quality = 0.5 * random.normal();
    return folds.map((fold) => fold + quality + 0.5 * random.normal());
  });
}

describe('foldRacing', () => {
  it('stops no more of those who would have won than it says, and saves folds', () => {
    const random = seededRandom(8);
    let nWinners = 0;
    let nStopped = 0;
    let nFolds = 0;
    const nRaces = 400;
    for (let i = 0; i < nRaces; i++) {
      const table = draw(random, 20);
      const got = race(table, 0.1);
      nFolds += got.reduce((sum, each) => sum + each, 0);
      table.forEach((scores, trial) => {
        const before = table.slice(0, trial).filter((_, j) => got[j] === N_FOLDS);
        if (trial < 5 || before.some((other) => meanScore(other) >= meanScore(scores))) return;
        nWinners++;
        if (got[trial] < N_FOLDS) nStopped++;
      });
    }
    expect(nWinners).toBeGreaterThan(300);
    expect(nStopped / nWinners).toBeLessThan(0.1);
    expect(nStopped).toBeGreaterThan(0);
    expect(nFolds / (nRaces * 20 * N_FOLDS)).toBeLessThan(0.65);
  });

  it('stops nobody before it knows how folds differ', () => {
    const table = [
      [10, 10, 10, 10, 10],
      [1, 1, 2, 1, 1],
      [0, 0, 0, 0, 1],
      [0, 1, 0, 1, 0],
    ];
    expect(race(table)).toEqual([5, 5, 5, 1]);
  });

  it('values one that was stopped without the luck of its folds', () => {
    const schedule = foldRacing({ nFolds: 2 });
    const best = [4, 8];
    const others = Array.from({ length: 8 }, (_, i) => [3 - 0.1 * i, 6]);
    [best, ...others].forEach((scores, trial) => {
      schedule.settle(trial, schedule.begin(trial, DRAFT), scores);
    });
    const step = schedule.begin(9, DRAFT);
    expect(step.folds).toBe(1);
    expect(schedule.settle(9, step, [1])).toBe(6 - (4 - 1));
  });
});
