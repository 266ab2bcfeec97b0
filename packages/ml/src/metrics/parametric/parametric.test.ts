import { describe, expect, it } from 'vitest';
import { metricChecks } from '../../testing/metric-checks.ts';
import { meanCost, pinballLossAt, tweedieDeviance, unitDeviance } from './index.ts';

describe.each([pinballLossAt(0.1), pinballLossAt(0.5), tweedieDeviance(1.5)])(
  'metric $name',
  (metric) => {
    it.each(metricChecks(metric))('$promise', ({ run }) => run());
  },
);

describe('meanCost', () => {
  const costs = [
    [0, 1],
    [5, 0],
  ];
  describe('metric mean_cost', () => {
    const promises = metricChecks({ ...meanCost(costs), tasks: ['binary'] });
    it.each(promises)('$promise', ({ run }) => run());
  });

  it('counts the calls of a rule, else of the most probable class', () => {
    const outcome = {
      kind: 'classification',
      truth: Int32Array.of(0, 0, 1, 1),
      probabilities: Float64Array.of(0.9, 0.1, 0.4, 0.6, 0.8, 0.2, 0.3, 0.7),
      nClasses: 2,
    } as const;
    const { compute } = meanCost(costs);
    expect(compute(outcome)).toBe((1 + 5) / 4);
    expect(compute({ ...outcome, called: Int32Array.of(1, 1, 1, 1) })).toBe((1 + 1) / 4);
    expect(compute(outcome, Float64Array.of(1, 2, 1, 0))).toBe((2 * 1 + 5) / 4);
  });
});

describe('pinballLossAt', () => {
  it('costs the rarer side more', () => {
    const loss = pinballLossAt(0.75);
    const of = (truth: number, predicted: number) =>
      loss.compute({
        kind: 'regression',
        truth: Float64Array.of(truth),
        predicted: Float64Array.of(predicted),
      });
    expect([of(5, 1), of(1, 5), of(5, 5)]).toEqual([3, 1, 0]);
  });

  it.each([0, 1, Number.NaN])('refuses the level %d', (level) => {
    expect(() => pinballLossAt(level)).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: `The level of pinball_loss must be between 0 and 1, got ${level}.`,
        details: { level },
      }),
    );
  });
});

describe('tweedieDeviance', () => {
  it('lies between Poisson and gamma', () => {
    expect(unitDeviance(3, 2, 1.000001)).toBeCloseTo(unitDeviance(3, 2, 1), 5);
    expect(unitDeviance(3, 2, 1.999999)).toBeCloseTo(unitDeviance(3, 2, 2), 5);
    expect(unitDeviance(0, 2, 1.5)).toBeCloseTo(4 * Math.SQRT2, 12);
    expect(unitDeviance(0, 2, 2)).toBeNaN();
  });

  it.each([1, 2, 3])('refuses the power %d', (power) => {
    expect(() => tweedieDeviance(power)).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: `The power of tweedie_deviance must be between 1 and 2, got ${power}.`,
        details: { power },
      }),
    );
  });
});
