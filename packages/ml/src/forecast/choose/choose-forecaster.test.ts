import { describe, expect, it } from 'vitest';
import { scoreFolds } from '../backtest/score-folds.ts';
import { boostedLags } from '../models/boosted-lags.ts';
import { comb } from '../models/comb.ts';
import { drift } from '../models/drift.ts';
import { seasonalNaive } from '../models/seasonal-naive.ts';
import { theta } from '../models/theta.ts';
import { madeSales, madeWalk } from '../testing/made-series.ts';
import { chooseForecaster, forecastChoice } from './choose-forecaster.ts';
import { chooseForecasters } from './choose-forecasters.ts';
import { combineForecasts } from './combine-forecasts.ts';

const quick = [seasonalNaive, drift, theta, comb];

describe('chooseForecaster', () => {
  it('takes the best of the backtest, and says so', () => {
    const choice = chooseForecaster(madeSales(120), { horizon: 12, forecasters: quick });
    const [best] = choice.ranking;
    expect(best.score).toBeLessThan(0.5);
    expect(choice.ranking.at(-1)?.score).toBeGreaterThanOrEqual(1);
    expect(choice.ranking.map(({ name }) => name).sort()).toEqual([
      'comb',
      'combination',
      'drift',
      'naive',
      'seasonal-naive',
      'theta',
    ]);
    for (const { name } of choice.members) expect(choice.reason).toContain(name);
  });

  it('makes fewer mistakes than the naive forecast on what it has not seen', () => {
    const whole = madeSales(132, 4);
    const choice = chooseForecaster(
      { ...whole, values: whole.values.slice(0, 120) },
      { horizon: 12, forecasters: quick },
    );
    const forecast = forecastChoice(choice, 12, [0.95]);
    const naive = { mean: new Float64Array(12).fill(whole.values[119]), intervals: [] };
    const of = (each: typeof naive | typeof forecast) =>
      scoreFolds(whole, [{ end: 120, forecast: each }]);
    expect(of(forecast).mae).toBeLessThan(0.5 * of(naive).mae);
    expect(of(forecast).coverage[0].share).toBeGreaterThan(0.6);
  });

  it('is the same twice, and after a copy of its state', () => {
    const choose = () => chooseForecaster(madeSales(80), { horizon: 6, forecasters: quick });
    expect(choose()).toEqual(choose());
    const choice = choose();
    expect(forecastChoice(structuredClone(choice), 6, [0.8])).toEqual(
      forecastChoice(choice, 6, [0.8]),
    );
  });

  it.each([1, 2, 3, 4])('lets the last value of %i points go on, with a sentence', (n) => {
    const values = Float64Array.from({ length: n }, (_, t) => t + 1);
    const choice = chooseForecaster({ values, period: 12 }, { horizon: 3 });
    const points = n === 1 ? '1 point' : `${n} points`;
    expect(choice.reason).toBe(
      `The series is too short for a backtest (${points}): its last value goes on.`,
    );
    expect(forecastChoice(choice, 3, [0.9]).mean).toEqual(new Float64Array(3).fill(n));
    expect(choice.skipped.length).toBeGreaterThan(0);
  });

  it('says where there is nothing to choose from', () => {
    const choice = chooseForecaster(madeWalk(30), { horizon: 3, forecasters: [] });
    expect(choice.reason).toBe('naive is the only forecaster that this series allows.');
  });

  it('goes on with a constant', () => {
    const values = new Float64Array(60).fill(4);
    const choice = chooseForecaster({ values, period: 12 }, { horizon: 5 });
    const { mean, intervals } = forecastChoice(choice, 5, [0.95]);
    for (const value of mean) expect(value).toBeCloseTo(4, 9);
    expect(intervals[0].upper[4]).toBeCloseTo(4, 3);
  });

  it('goes on with the last value where that made no mistake and others did', () => {
    const values = new Float64Array(40).fill(5);
    values[0] = 1e9;
    const choice = chooseForecaster({ values, period: 1 }, { horizon: 4 });
    expect(choice.members[0].name).toBe('naive');
    for (const { score } of choice.ranking) expect(Number.isFinite(score)).toBe(true);
    expect(choice.ranking.at(-1)?.score).toBeGreaterThan(1e6);
  });

  it('leaves out what is beyond the budget, and says so', () => {
    const options = { horizon: 6, forecasters: [theta, comb], budget: 20_000 };
    const { skipped, ranking } = chooseForecaster(madeWalk(100), options);
    expect(skipped).toEqual([
      {
        name: 'comb',
        reason: expect.stringMatching(/^comb must fit into the budget of \d+ visits/),
      },
    ]);
    expect(ranking.map(({ name }) => name)).toContain('theta');
  });
});

describe('chooseForecasters', () => {
  it('learns boosted lags of all series together', () => {
    const list = [1, 2].map((seed) => madeSales(60, seed));
    const forecasters = [theta, boostedLags];
    const choices = chooseForecasters(list, { horizon: 6, nFolds: 2, forecasters });
    expect(choices).toHaveLength(2);
    for (const choice of choices) {
      expect(choice.ranking.map(({ name }) => name)).toContain('boosted-lags');
      expect(forecastChoice(choice, 6, [0.9]).mean.every(Number.isFinite)).toBe(true);
    }
  });

  it('refuses series of different periods', () => {
    expect(() => chooseForecasters([madeSales(60), madeWalk(60)], { horizon: 3 })).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: 'Series that are learned together must have one period, got 12 and 1.',
      }),
    );
  });

  it('chooses the naive forecast for series too short to learn from', () => {
    const short = { values: Float64Array.of(1, 2), period: 1 };
    const [choice] = chooseForecasters([short], { horizon: 3 });
    expect(choice.members.map(({ name }) => name)).toEqual(['naive']);
  });
});

describe('combineForecasts', () => {
  const of = (...mean: number[]) => ({
    mean: Float64Array.from(mean),
    deviation: Float64Array.from(mean, () => 2),
    intervals: [],
  });

  it('takes medians of means', () => {
    expect(combineForecasts([of(1, 9), of(2, 0), of(90, 5)], []).mean).toEqual(
      Float64Array.of(2, 5),
    );
    expect(combineForecasts([of(1, 9), of(2, 0)], []).mean).toEqual(Float64Array.of(1.5, 4.5));
  });
});
