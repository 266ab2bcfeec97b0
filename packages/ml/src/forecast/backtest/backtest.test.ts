import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comb } from '../models/comb.ts';
import { naive } from '../models/naive.ts';
import { theta } from '../models/theta.ts';
import { firstPoints } from '../series/series.ts';
import { madeSales } from '../testing/made-series.ts';
import { backtest } from './backtest.ts';
import { cutOffs } from './cut-offs.ts';
import { scoreFolds } from './score-folds.ts';

describe('cutOffs', () => {
  it('cut from the end backward, each point forecast once', () => {
    expect(cutOffs(100, { horizon: 10, nFolds: 3 })).toEqual({ horizon: 10, ends: [70, 80, 90] });
    expect(cutOffs(100, { horizon: 10, nFolds: 3, stride: 1 }).ends).toEqual([88, 89, 90]);
  });

  it('leave half of a short series, and shorten the horizon', () => {
    expect(cutOffs(12, { horizon: 10, nFolds: 5 })).toEqual({ horizon: 3, ends: [6, 9] });
    expect(cutOffs(5, { horizon: 10, nFolds: 5 })).toEqual({ horizon: 1, ends: [4] });
    expect(cutOffs(4, { horizon: 10, nFolds: 5 }).ends).toEqual([]);
  });

  it('always leave the horizon to be judged', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: 1, max: 40 }), (n, horizon) => {
        const cuts = cutOffs(n, { horizon, nFolds: 4 });
        for (const end of cuts.ends) expect(end + cuts.horizon).toBeLessThanOrEqual(n);
        expect([...cuts.ends].sort((a, b) => a - b)).toEqual(cuts.ends);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('backtest', () => {
  const series = madeSales(96);
  const cuts = cutOffs(96, { horizon: 12, nFolds: 3 });

  it.each([naive, theta, comb])('reads nothing after a cut: $name', (forecaster) => {
    const { folds: honest } = backtest(forecaster, series, { cuts, levels: [0.9] });
    const changed = { ...series, values: series.values.map((v, t) => (t < 60 ? v : 1e6)) };
    const { folds } = backtest(forecaster, changed, { cuts, levels: [0.9] });
    expect(folds[0]).toEqual(honest[0]);
    expect(folds[2]).not.toEqual(honest[2]);
  });

  it('keeps the form of the first cut, unless it shall choose at each', () => {
    const kept = backtest(theta, series, { cuts });
    expect(kept.like).toEqual(theta.fit(firstPoints(series, 60)));
    expect(backtest(theta, series, { cuts, chooseAlways: true }).like).toBeUndefined();
  });

  it('gives scores that a hand can check', () => {
    const values = Float64Array.of(1, 3, 5, 7, 9, 11, 13, 15);
    const { folds } = backtest(
      naive,
      { values, period: 1 },
      {
        cuts: { horizon: 1, ends: [6, 7] },
        levels: [0.9],
      },
    );
    const scores = scoreFolds({ values, period: 1 }, folds);
    expect(scores.mae).toBe(2);
    expect(scores.mase).toBe(1);
    expect(scores.rmsse).toBe(1);
    expect(scores.smape).toBeCloseTo((400 / 24 + 400 / 28) / 2, 12);
    expect(scores.coverage).toEqual([{ level: 0.9, share: 1 }]);
  });

  it('has no scaled scores for a history that never changed', () => {
    const values = Float64Array.of(2, 2, 2, 2, 2, 2, 5);
    const cuts = { horizon: 1, ends: [6] };
    const scores = scoreFolds(
      { values, period: 1 },
      backtest(naive, { values, period: 1 }, { cuts }).folds,
    );
    expect(scores.mase).toBeUndefined();
    expect(scores.mae).toBe(3);
  });
});
