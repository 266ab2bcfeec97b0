import { describe, expect, it } from 'vitest';
import { openFairShare, type ShareSetting } from './fair-share.ts';
import { openSpeed } from './speed.ts';

const candidate = { id: 'a', estimator: 'ridge', params: {}, isBaseline: false };

/** Shares of a search of 40 s with two threads and five folds, where a fold is expected to take `foldMs`. */
function open(changes: Partial<ShareSetting> & { foldMs?: number } = {}) {
  const { foldMs, ...rest } = changes;
  return openFairShare({
    plannedMs: () => 40_000,
    leftMs: () => 20_000,
    nModels: () => 5,
    speed: { ...openSpeed({ nRows: 1, nColumns: 1, nClasses: 2 }), leastMs: () => foldMs },
    nWorkers: 2,
    nFolds: 5,
    ...rest,
  });
}

describe('openFairShare', () => {
  it('gives a fold what lets all folds take a sixth, of the first few a half', () => {
    expect(open().limitMs(candidate)).toBeCloseTo((40_000 / 6) * (2 / 5) + 1000, 9);
    expect(open({ nModels: () => 2 }).limitMs(candidate)).toBe(0.5 * 40_000 * (2 / 5) + 1000);
    expect(open({ nWorkers: 8 }).limitMs(candidate)).toBeCloseTo(40_000 / 6 + 1000, 9);
  });

  it('limits nothing without a deadline, without a model, and no baseline', () => {
    expect(open({ plannedMs: () => undefined }).limitMs(candidate)).toBeUndefined();
    expect(open({ nModels: () => 0 }).limitMs(candidate)).toBeUndefined();
    expect(open().limitMs({ ...candidate, isBaseline: true })).toBeUndefined();
  });

  it('refuses what will take more than its share, and what is unknown may try', () => {
    expect(open({ foldMs: 4000 }).refusal(candidate)).toMatch(/4\.0 s or more, and its share/);
    expect(open({ foldMs: 3000 }).refusal(candidate)).toBeUndefined();
    expect(open().refusal(candidate)).toBeUndefined();
  });

  it('refuses three in a row for which too little is left, then lets one try', () => {
    const share = open({ foldMs: 3000, leftMs: () => 5000 });
    const answers = Array.from({ length: 5 }, () => share.refusal(candidate) === undefined);
    expect(answers).toEqual([false, false, false, true, false]);
  });
});
