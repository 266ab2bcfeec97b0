import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import {
  bootstrapIntervals,
  type ClassificationOutcome,
  getMetric,
  metricsFor,
  type RegressionOutcome,
} from './index.ts';

function noisyClasses(n: number, seed: number): ClassificationOutcome {
  const random = seededRandom(seed);
  const truth = Int32Array.from({ length: n }, () => Number(random.next() < 0.3));
  const probabilities = new Float64Array(2 * n);
  truth.forEach((y, i) => {
    const p = 1 / (1 + Math.exp(-(y - 0.5 + random.normal())));
    probabilities.set([1 - p, p], 2 * i);
  });
  return { kind: 'classification', truth, probabilities, nClasses: 2 };
}

function normalErrors(n: number, seed: number): RegressionOutcome {
  const random = seededRandom(seed);
  const truth = Float64Array.from({ length: n }, () => random.normal());
  return { kind: 'regression', truth, predicted: truth.map((y) => y + random.normal()) };
}

describe('bootstrapIntervals', () => {
  it('gives a perfect accuracy its Wilson interval, and other perfect metrics none', () => {
    const n = 69;
    const truth = Int32Array.from({ length: n }, (_, i) => i % 2);
    const probabilities = new Float64Array(2 * n);
    for (const [i, y] of truth.entries()) probabilities.set([1 - y, y], 2 * i);
    const perfect: ClassificationOutcome = {
      kind: 'classification',
      truth,
      probabilities,
      nClasses: 2,
    };
    const { accuracy, roc_auc: rocAuc } = bootstrapIntervals(
      perfect,
      [getMetric('accuracy'), getMetric('roc_auc')],
      { random: seededRandom(1) },
    );
    expect(accuracy.value).toBe(1);
    expect(accuracy.low).toBeCloseTo(n / (n + 1.959964 ** 2), 5);
    expect(accuracy.high).toBe(1);
    expect(rocAuc).toEqual({ value: 1, low: null, high: null });
  });

  it('surrounds every value and repeats itself for the same seed', () => {
    const outcome = noisyClasses(400, 1);
    const draw = () =>
      bootstrapIntervals(outcome, metricsFor('binary'), { random: seededRandom(5) });
    for (const { value, low, high } of Object.values(draw())) {
      expect(low).toBeLessThan(value);
      expect(high).toBeGreaterThan(value * 0.99);
    }
    expect(draw()).toEqual(draw());
  });

  it('is within a tenth as wide as theory says: 2 * 1.96 / sqrt(n) * sd for a mean', () => {
    const n = 2000;
    const { mae } = bootstrapIntervals(normalErrors(n, 2), [getMetric('mae')], {
      random: seededRandom(3),
      nResamples: 1000,
    });
    const sdOfAbsoluteNormal = Math.sqrt(1 - 2 / Math.PI);
    const width = (2 * 1.96 * sdOfAbsoluteNormal) / Math.sqrt(n);
    const ratio = (Number(mae.high) - Number(mae.low)) / width;
    expect(Math.abs(ratio - 1)).toBeLessThan(0.1);
  });

  it('covers the true value in about 95 % of samples', () => {
    let covered = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { rmse } = bootstrapIntervals(normalErrors(200, seed), [getMetric('rmse')], {
        random: seededRandom(seed),
      });
      if (Number(rmse.low) <= 1 && Number(rmse.high) >= 1) covered++;
    }
    expect(covered).toBeGreaterThan(180);
    expect(covered).toBeLessThanOrEqual(200);
  });

  it('leaves out a metric that the outcome does not define', () => {
    const outcome = normalErrors(50, 1);
    const withZero = { ...outcome, truth: outcome.truth.map((y, i) => (i === 0 ? 0 : y)) };
    const intervals = bootstrapIntervals(withZero, metricsFor('regression'), {
      random: seededRandom(1),
    });
    expect(Object.keys(intervals)).toEqual(['rmse', 'mae', 'r2', 'median_absolute_error']);
  });

  it('gives no interval to one row', () => {
    const intervals = bootstrapIntervals(normalErrors(1, 1), [getMetric('mae')], {
      random: seededRandom(1),
    });
    expect(intervals.mae).toMatchObject({ low: null, high: null });
  });
});
