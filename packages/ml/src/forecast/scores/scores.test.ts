import { describe, expect, it } from 'vitest';
import { coverage, intervalScore, pinball, weightedIntervalScore } from './interval-score.ts';
import { mase, seasonalScale } from './mase.ts';
import { owa } from './owa.ts';
import { rmsse } from './rmsse.ts';
import { smape } from './smape.ts';

const truth = Float64Array.of(10, 20, 0, -5);
const forecast = Float64Array.of(15, 20, 0, 5);
const interval = {
  level: 0.8,
  lower: Float64Array.of(5, 21, -1, 0),
  upper: Float64Array.of(12, 25, 1, 4),
};

describe('point scores', () => {
  it('are those of the formulas', () => {
    expect(smape(truth, forecast)).toBe((200 * 5) / 25 / 4 + 200 / 4);
    expect(mase(truth, forecast, 2)).toBe(15 / 4 / 2);
    expect(rmsse(truth, forecast, 2)).toBe(Math.sqrt(125 / 4) / 2);
    expect(owa({ smape: 9, mase: 2 }, { smape: 10, mase: 4 })).toBe((0.9 + 0.5) / 2);
  });

  it('scale by seasonal changes, by changes where a history is no longer than a period', () => {
    const history = Float64Array.of(1, 5, 2, 8);
    expect(seasonalScale(history, 2)).toBe((1 + 3) / 2);
    expect(seasonalScale(history, 1)).toBe((4 + 3 + 6) / 3);
    expect(seasonalScale(history, 4)).toBe((4 + 3 + 6) / 3);
    expect(seasonalScale(Float64Array.of(3), 1)).toBe(0);
  });
});

describe('interval scores', () => {
  it('are those of the formulas', () => {
    expect(coverage(truth, interval)).toBe(2 / 4);
    expect(intervalScore(truth, interval)).toBeCloseTo((7 + 4 + 2 + 4 + 10 * (1 + 5)) / 4, 12);
    expect(pinball(truth, forecast, 0.9)).toBeCloseTo((0.1 * 5 + 0.1 * 10) / 4, 12);
  });

  it('weigh together to the pinball losses of the mean and of both ends', () => {
    const ends = pinball(truth, interval.lower, 0.1) + pinball(truth, interval.upper, 0.9);
    expect(weightedIntervalScore(truth, forecast, [interval])).toBeCloseTo(
      (pinball(truth, forecast, 0.5) + ends) / 1.5,
      12,
    );
  });
});
