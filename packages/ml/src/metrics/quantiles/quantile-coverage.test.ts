import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { bootstrapIntervals, getMetric, pinballLoss, quantileCoverage } from '../index.ts';
import { pinballLossAt } from '../parametric/index.ts';

const levels = [0.25, 0.5, 0.75];
const outcome = {
  kind: 'regression',
  truth: Float64Array.of(1, 2, 3, 4),
  predicted: Float64Array.of(2, 2, 2, 2),
  quantiles: { levels, values: Float64Array.of(1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3) },
} as const;

describe('quantileCoverage', () => {
  it('counts truths on a quantile as below it', () => {
    expect(quantileCoverage(outcome)).toEqual({
      below: [
        { level: 0.25, share: 0.25 },
        { level: 0.5, share: 0.5 },
        { level: 0.75, share: 0.75 },
      ],
      between: { promised: 0.5, share: 0.75 },
    });
  });

  it('counts rows by their weights', () => {
    const { below, between } = quantileCoverage({
      ...outcome,
      weights: Float64Array.of(1, 0, 0, 3),
    });
    expect(below.map(({ share }) => share)).toEqual([0.25, 0.25, 0.25]);
    expect(between?.share).toBe(0.25);
  });

  it('of a number per row is that of the median', () => {
    const { truth, predicted } = outcome;
    expect(quantileCoverage({ kind: 'regression', truth, predicted })).toEqual({
      below: [{ level: 0.5, share: 0.5 }],
    });
  });
});

describe('pinballLoss', () => {
  it('is the mean over the levels', () => {
    const each = levels.map((level, q) =>
      pinballLossAt(level).compute({
        ...outcome,
        predicted: Float64Array.of(1, 1, 1, 1).map((v) => v + q),
      }),
    );
    expect(pinballLoss.compute(outcome)).toBeCloseTo((each[0] + each[1] + each[2]) / 3, 14);
  });

  it('refuses quantiles of another number of rows', () => {
    const short = { ...outcome, quantiles: { levels, values: new Float64Array(11) } };
    expect(() => pinballLoss.compute(short)).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: 'pinball_loss must be given 12 quantiles, got 11.',
      }),
    );
  });
});

describe('weights of an outcome', () => {
  it('count in values and in intervals', () => {
    const random = seededRandom(4);
    const truth = Float64Array.from({ length: 60 }, () => random.normal());
    const plain = { kind: 'regression', truth, predicted: new Float64Array(60) } as const;
    const twice = { ...plain, weights: new Float64Array(60).fill(2) };
    const of = (given: typeof plain) =>
      bootstrapIntervals(given, [getMetric('rmse')], { random: seededRandom(1) }).rmse;
    expect(of(twice).value).toBeCloseTo(of(plain).value, 12);
    expect(of(twice).low).toBeCloseTo(of(plain).low ?? 0, 12);
    const one = { ...plain, weights: Float64Array.from(truth, (_, i) => (i === 5 ? 3 : 0)) };
    expect(getMetric('rmse').compute(one)).toBeCloseTo(Math.abs(truth[5]), 12);
  });
});
