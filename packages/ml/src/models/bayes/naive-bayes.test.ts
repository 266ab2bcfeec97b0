import { describe, expect, it } from 'vitest';
import { fromRows, seededRandom } from '../../math/index.ts';
import type { Target } from '../estimator.ts';
import { complementNaiveBayes } from './complement-naive-bayes.ts';
import { gaussianNaiveBayes } from './gaussian-naive-bayes.ts';
import { multinomialNaiveBayes } from './multinomial-naive-bayes.ts';

const context = { random: seededRandom(1) };
const two: Target = { kind: 'classification', codes: Int32Array.of(0, 0, 1, 1), nClasses: 3 };
const counts = fromRows([
  [3, 0, 1],
  [1, 1, 0],
  [0, 4, 1],
  [0, 2, 2],
]);
const smoothing = 1;
const prior = 'learned' as const;

describe('gaussian-naive-bayes', () => {
  const x = fromRows([[0], [2], [6], [8]]);
  const state = gaussianNaiveBayes.fit(x, two, { smoothing: 1e-15, prior }, context);

  it('is the ratio of two normal densities', () => {
    const [first, second] = gaussianNaiveBayes.predict(state, fromRows([[3.5]]));
    // Variances are 1: log odds = ((3.5 - 7)^2 - (3.5 - 1)^2) / 2.
    expect(Math.log(first / second)).toBeCloseTo((3.5 ** 2 - 2.5 ** 2) / 2, 10);
  });

  it('gives a class without rows no share', () => {
    expect(gaussianNaiveBayes.predict(state, fromRows([[100]]))[2]).toBe(0);
  });

  it('answers shares for rows so far out that every density underflows', () => {
    expect([...gaussianNaiveBayes.predict(state, fromRows([[1e300]]))]).toEqual([0.5, 0.5, 0]);
  });
});

describe('multinomial-naive-bayes', () => {
  it('multiplies smoothed shares of counts', () => {
    const state = multinomialNaiveBayes.fit(counts, two, { smoothing, prior }, context);
    const [first, second, none] = multinomialNaiveBayes.predict(state, fromRows([[2, 1, 0]]));
    // Counts 4, 1, 1 of 6 and 0, 6, 3 of 9, 1 added to each.
    expect(first / second).toBeCloseTo(((5 / 9) ** 2 * (2 / 9)) / ((1 / 12) ** 2 * (7 / 12)), 10);
    expect(none).toBe(0);
  });
});

describe('complement-naive-bayes', () => {
  it('divides by smoothed shares of the counts of the other classes', () => {
    const params = { smoothing, normalized: false };
    const state = complementNaiveBayes.fit(counts, two, params, context);
    const [first, second, none] = complementNaiveBayes.predict(state, fromRows([[2, 1, 0]]));
    expect(first / second).toBeCloseTo(((5 / 9) ** 2 * (2 / 9)) / ((1 / 12) ** 2 * (7 / 12)), 10);
    expect(none).toBe(0);
  });
});

describe.each([multinomialNaiveBayes, complementNaiveBayes])('$name', (estimator) => {
  it('refuses numbers below 0 and says where', () => {
    const scaled = fromRows([
      [0, 1, 2],
      [0, -1.5, 1],
      [1, 1, 1],
      [1, 2, 1],
    ]);
    const params = { smoothing, prior, normalized: false } as never;
    expect(() => estimator.fit(scaled, two, params, context)).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: `${estimator.name}.fit must get counts of at least 0, got -1.5 in row 2, column 2.`,
        details: { estimator: estimator.name, row: 2, column: 2, value: '-1.5' },
      }),
    );
    const state = estimator.fit(counts, two, params, context);
    expect(() => estimator.predict(state, scaled)).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: `${estimator.name}.predict must get counts of at least 0, got -1.5 in row 2, column 2.`,
      }),
    );
  });

  it('answers shares for counts so large that scores overflow', () => {
    const params = { smoothing, prior, normalized: false } as never;
    const state = estimator.fit(counts, two, params, context);
    const shares = [...estimator.predict(state, fromRows([[1e308, 1e308, 1e308]]))];
    expect(shares).toEqual([0.5, 0.5, 0]);
  });
});
