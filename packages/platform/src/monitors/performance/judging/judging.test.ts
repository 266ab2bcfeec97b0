import { seededRandom } from '@kaizenml/ml/math';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noPerformance } from '../counting/window-performance.ts';
import { addToMean, noMean } from '../outcomes/mean-sum.ts';
import type { TrustCell } from '../outcomes/outcome-counts.ts';
import { checkCalibration } from './check-calibration.ts';
import { judgeBusiness } from './judge-business.ts';
import { estimatedOf } from './judge-estimated.ts';
import { marginOf } from './margin-of.ts';
import { exactly, surelyWorse } from './surely-worse.ts';

/** Tenths of rows whose probabilities are as stated; `truth` makes of them how often they come true. */
function tenths(seed: number, truth: (p: number) => number, n = 500) {
  const random = seededRandom(seed);
  const trust: Record<string, TrustCell> = {};
  for (let i = 0; i < n; i++) {
    const p = random.next();
    const bin = String(Math.min(9, Math.floor(p * 10)));
    trust[bin] ??= { nRows: 0, weight: 0, expected: 0, happened: 0, variance: 0 };
    const cell = trust[bin];
    cell.nRows++;
    cell.weight++;
    cell.expected += p;
    cell.variance += p * (1 - p);
    cell.happened += random.next() < truth(p) ? 1 : 0;
  }
  return trust;
}

describe('surelyWorse', () => {
  const half = (value: number, error: number) => ({
    ...{ value, low: value - 1.96 * error, high: value + 1.96 * error, z: 1.96 },
  });

  it('reckons with both intervals and the margin', () => {
    // (0.1 - 0.02) / hypot(0.03, 0.04) = 1.6, whose upper normal tail is 0.0548.
    const worse = surelyWorse(half(0.8, 0.03), half(0.9, 0.04), { better: 'higher', margin: 0.02 });
    expect(worse.by).toBeCloseTo(0.1, 12);
    expect(worse.pValue).toBeCloseTo(0.0548, 4);
    expect(worse.verdict).toBe('may be chance');
    const surely = surelyWorse(half(0.7, 0.03), half(0.9, 0.04), {
      better: 'higher',
      margin: 0.02,
    });
    expect(surely.verdict).toBe('drift');
    const lower = surelyWorse(half(0.7, 0.03), half(0.9, 0.04), { better: 'lower', margin: 0.02 });
    expect(lower).toMatchObject({ by: expect.closeTo(-0.2, 12), verdict: 'calm' });
  });

  it('is sure of a bound only beyond the interval, and of nothing without one', () => {
    expect(
      surelyWorse(half(0.6, 0.01), exactly(0.7), { better: 'higher', margin: 0 }).verdict,
    ).toBe('drift');
    expect(
      surelyWorse(half(0.69, 0.01), exactly(0.7), { better: 'higher', margin: 0 }).verdict,
    ).toBe('may be chance');
    const unknown = { value: 0.5, low: null, high: null, z: 1.96 };
    expect(surelyWorse(unknown, exactly(0.7), { better: 'higher', margin: 0 })).toMatchObject({
      ...{ pValue: null, verdict: 'may be chance' },
    });
  });

  it('has a margin of 0.02 where more is better, of a tenth where less is, or what is asked for', () => {
    expect(marginOf('roc_auc', 0.9, undefined)).toBe(0.02);
    expect(marginOf('rmse', 30, undefined)).toBe(3);
    expect(marginOf('rmse', 30, 1.5)).toBe(1.5);
  });
});

describe('checkCalibration', () => {
  it('has p-values that are even where probabilities come true', () => {
    const all = Array.from({ length: 200 }, (_, seed) => checkCalibration(tenths(seed, (p) => p)));
    const below = (level: number) => all.filter((one) => (one?.pValue ?? 1) < level).length;
    // Of 200, the binomial distribution leaves these ends in 1 of 1 000 cases.
    expect(below(0.05)).toBeLessThanOrEqual(21);
    expect(below(0.5)).toBeGreaterThanOrEqual(78);
    expect(below(0.5)).toBeLessThanOrEqual(122);
    expect(all.filter((one) => one?.verdict === 'drift')).toEqual([]);
  });

  it('tells where they do not, and says what comes true instead', () => {
    const found = checkCalibration(tenths(1, (p) => p ** 3, 2000));
    expect(found).toMatchObject({ check: 'calibration', verdict: 'drift' });
    expect(found?.effect).toBeGreaterThan(0.15);
    expect(found?.why).toMatch(/^what is believed with \d+ % comes true in \d+ % of \d+ rows$/);
    expect(checkCalibration({})).toBeUndefined();
  });
});

describe('judgeBusiness', () => {
  const brought = (seed: number, mean: number, n: number) => {
    const [random, sum] = [seededRandom(seed), noMean()];
    for (let i = 0; i < n; i++) addToMean(sum, mean + 10 * random.normal(), 1);
    return { ...noPerformance(), business: { revenue: sum } };
  };

  it('tells of a mean that moved, up or down, and of no other', () => {
    const verdicts = (mean: number) =>
      [1, 2, 3, 4, 5, 6, 7, 8].map(
        (seed) => judgeBusiness(brought(seed, mean, 200), brought(99, 50, 4000))[0]?.verdict,
      );
    expect(verdicts(50).includes('drift')).toBe(false);
    expect(verdicts(58).every((one) => one === 'drift')).toBe(true);
    expect(verdicts(42).every((one) => one === 'drift')).toBe(true);
  });

  it('says nothing of few requests, and of numbers that were not brought before', () => {
    expect(judgeBusiness(brought(1, 10, 20), brought(2, 50, 100))).toEqual([]);
    expect(judgeBusiness(brought(1, 10, 100), noPerformance())).toEqual([]);
  });
});

describe('estimates of windows together', () => {
  const metric = 'accuracy';
  const one = fc.record({
    ...{ metric: fc.constant(metric), value: fc.double({ min: 0.5, max: 0.9, noNaN: true }) },
    ...{ low: fc.constant(0.4), high: fc.constant(0.95), nRows: fc.integer({ min: 1, max: 500 }) },
  });

  it('are their mean by rows, surer of classes and as sure of numbers', () => {
    fc.assert(
      fc.property(fc.array(one, { minLength: 2, maxLength: 8 }), (estimates) => {
        const all = estimates.reduce((sum, { nRows }) => sum + nRows, 0);
        const mean = estimates.reduce((sum, { nRows, value }) => sum + (nRows * value) / all, 0);
        const [classes, numbers] = [true, false].map((isOfClasses) =>
          estimatedOf(estimates, { metric, isOfClasses }),
        );
        expect(classes?.value).toBeCloseTo(mean, 12);
        expect(numbers?.low).toBeCloseTo(0.4, 12);
        expect(numbers?.high).toBeCloseTo(0.95, 12);
        expect(Number(classes?.high)).toBeLessThanOrEqual(0.95 + 1e-12);
      }),
      { numRuns: 50, seed: 2 },
    );
    expect(estimatedOf([], { metric, isOfClasses: true })).toBeUndefined();
  });
});
