import { describe, expect, it } from 'vitest';
import type { Trial } from '../../../automl/index.ts';
import { msForFits } from './ms-for-fits.ts';
import { type AfterShape, refitMs, timeAfterFit, timeAfterSearch } from './time-after-search.ts';

const SHAPE: AfterShape = {
  nTrainRows: 1000,
  nTestRows: 200,
  nSampleRows: 1000,
  nFoldRows: 800,
  nHeldOutRows: 1000,
  width: 2,
};

const trial = (fitMs: number, predictMicrosPerRow = 10): Trial => ({
  candidate: { id: 'ridge', estimator: 'ridge', params: {}, isBaseline: false },
  status: 'finished',
  scores: [1],
  fitMs,
  predictMicrosPerRow,
});

describe('timeAfterSearch', () => {
  it('expects fits of the team, in proportion to rows', () => {
    expect(refitMs({ fitMs: 80 }, SHAPE)).toBe(100);
    const members = Array.from({ length: 8 }, () => trial(80));
    expect(timeAfterSearch({ members, nTrials: 12 }, SHAPE, 1).fit).toBeCloseTo(800, 9);
  });

  it('expects all but fits to take as long as the machine is slow', () => {
    const [fast, slow] = [1, 3].map((pace) =>
      timeAfterSearch({ members: [trial(80)], nTrials: 1 }, SHAPE, pace),
    );
    expect(slow?.fit).toBe(fast?.fit);
    expect(slow?.beforeFit).toBeCloseTo(3 * (fast?.beforeFit ?? 0), 9);
  });

  it('expects answers to take what they took per row', () => {
    const [one, both] = [[trial(1)], [trial(1), trial(1, 1000)]].map((members) =>
      timeAfterFit(members, SHAPE, 1),
    );
    expect((both ?? 0) - (one ?? 0)).toBeCloseTo(2 * 200, 9);
  });
});

describe('msForFits', () => {
  it('is what measuring and explaining leave, less some doubt, and never nothing', () => {
    const trials = [trial(80)];
    const { nTrainRows } = SHAPE;
    const time = { leftMs: 10_000, nTrainRows, nTestRows: 200, width: 2, fitTimes: 1 };
    const after = timeAfterFit(trials, SHAPE, 2);
    const candidates = trials.map(({ candidate }) => candidate);
    expect(msForFits({ trials, pace: 2 }, candidates, time)).toBeCloseTo(
      (0.9 * (10_000 - after)) / 0.7,
      6,
    );
    expect(msForFits({ trials, pace: 2 }, candidates, { ...time, fitTimes: 2.25 })).toBeCloseTo(
      (0.9 * (10_000 - after)) / 0.7 / 2.25,
      6,
    );
    expect(msForFits({ trials, pace: 2 }, candidates, { ...time, leftMs: 100 })).toBe(1000);
  });
});
