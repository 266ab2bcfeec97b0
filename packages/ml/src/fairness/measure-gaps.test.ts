import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import type { ClassificationOutcome } from '../metrics/index.ts';
import { FAIRNESS_METRICS, getFairnessMetric } from './fairness-metrics.ts';
import { measureGaps } from './measure-gaps.ts';

const options = () => ({ random: seededRandom(5) });

/** Calls without probabilities that say otherwise. */
function outcomeOf(truth: readonly number[], called: readonly number[]): ClassificationOutcome {
  return {
    kind: 'classification',
    nClasses: 2,
    truth: Int32Array.from(truth),
    probabilities: Float64Array.from(called.flatMap((code) => [1 - code, code])),
  };
}

const valuesOf = (truth: readonly number[], called: readonly number[], groups: readonly number[]) =>
  Object.fromEntries(
    measureGaps(
      {
        outcome: outcomeOf(truth, called),
        ...{ groups: Int32Array.from(groups), nGroups: 3, favorable: 1 },
      },
      FAIRNESS_METRICS,
      options(),
    ).map(({ metric, estimate }) => [metric.name, estimate.value]),
  );

describe('measureGaps', () => {
  it('agrees with rates that are counted by hand', () => {
    // Group 0: 4 rows, 3 called, 2 truly favorable and both called. Group 1: 5 rows, 1 called, 2 truly favorable and 1 called.
    const truth = [1, 1, 0, 0, 1, 1, 0, 0, 0];
    const called = [1, 1, 1, 0, 1, 0, 0, 0, 0];
    const groups = [0, 0, 0, 0, 1, 1, 1, 1, 1];
    const values = valuesOf(truth, called, groups);
    expect(values.statistical_parity_difference).toBeCloseTo(3 / 4 - 1 / 5, 12);
    expect(values.equal_opportunity_difference).toBeCloseTo(1 - 1 / 2, 12);
    expect(values.equalized_odds_difference).toBeCloseTo(1 / 2, 12);
    expect(values.accuracy_difference).toBeCloseTo(4 / 5 - 3 / 4, 12);
  });

  it('is 0 where all groups are treated alike, and 1 where a group gets all and another one nothing', () => {
    const alike = valuesOf([1, 0, 1, 0], [1, 0, 1, 0], [0, 0, 1, 1]);
    expect(new Set(Object.values(alike))).toEqual(new Set([0]));
    const unlike = valuesOf([1, 0, 1, 0], [1, 1, 0, 0], [0, 0, 1, 1]);
    expect(unlike.statistical_parity_difference).toBe(1);
    expect(unlike.equal_opportunity_difference).toBe(1);
  });

  it('names the groups that differ most, and leaves out rows of no group', () => {
    const [gap] = measureGaps(
      {
        outcome: outcomeOf([1, 1, 1, 1, 1, 1], [1, 1, 0, 1, 0, 0]),
        ...{ groups: Int32Array.of(0, 0, 1, 1, 2, -1), nGroups: 3, favorable: 1 },
      },
      [getFairnessMetric('statistical_parity_difference')],
      options(),
    );
    expect(gap).toMatchObject({ most: { group: 0, rate: 1 }, least: { group: 2, rate: 0 } });
  });

  it('knows nothing of a rate that fewer than two groups define', () => {
    const values = valuesOf([1, 1, 0, 0], [1, 0, 0, 1], [0, 0, 1, 1]);
    expect(values).not.toHaveProperty('equal_opportunity_difference');
    expect(values.statistical_parity_difference).toBe(0);
  });

  it('does not care how groups are numbered or rows ordered, and lies between 0 and 1 with its interval', () => {
    const bit = fc.integer({ min: 0, max: 1 });
    const row = fc.tuple(bit, bit, fc.nat({ max: 2 }));
    type Row = readonly [truth: number, called: number, group: number];
    const measure = (rows: readonly Row[]) =>
      valuesOf(
        rows.map(([truth]) => truth),
        rows.map(([, called]) => called),
        rows.map(([, , group]) => group),
      );
    fc.assert(
      fc.property(fc.array(row, { minLength: 4, maxLength: 60 }), (rows) => {
        const again = measure(
          rows.toReversed().map(([truth, called, group]) => [truth, called, 2 - group] as const),
        );
        for (const [name, value] of Object.entries(measure(rows))) {
          expect(again[name]).toBeCloseTo(value, 12);
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
      }),
      { seed: 11, numRuns: 40 },
    );
  });

  it('has an interval that holds a planted difference in about 95 of 100 samples', () => {
    const planted = 0.3;
    let held = 0;
    for (let seed = 0; seed < 60; seed++) {
      const random = seededRandom(seed);
      const groups = Int32Array.from({ length: 600 }, (_, i) => i % 2);
      const called = Array.from(groups, (group) =>
        Number(random.next() < (group === 0 ? 0.6 : 0.6 - planted)),
      );
      const truth = called.map(() => Number(random.next() < 0.5));
      const [gap] = measureGaps(
        { outcome: outcomeOf(truth, called), groups, nGroups: 2, favorable: 1 },
        [getFairnessMetric('statistical_parity_difference')],
        { random, nResamples: 100 },
      );
      const { low, high } = gap?.estimate ?? {};
      if ((low ?? 1) <= planted && planted <= (high ?? 0)) held++;
    }
    expect(held).toBeGreaterThanOrEqual(52);
  });
});

describe('getFairnessMetric', () => {
  it('knows the names, and tells the closest one', () => {
    expect(getFairnessMetric('accuracy_difference').title).toBe('Accuracy difference');
    expect(() => getFairnessMetric('accuracy_differense')).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message:
          'The fairness metric must be one of "statistical_parity_difference", "equal_opportunity_difference", "equalized_odds_difference" and "accuracy_difference", got "accuracy_differense".',
        details: expect.objectContaining({ metric: 'accuracy_differense' }),
      }),
    );
  });
});
