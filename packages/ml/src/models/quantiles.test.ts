import { resolveParams } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { type Matrix, seededRandom } from '../math/index.ts';
import { pinballLossAt } from '../metrics/parametric/index.ts';
import { ESTIMATORS, getEstimator, type Target } from './index.ts';
import { sortWithinRows } from './quantiles.ts';

const N = 400;
const LEVELS = [0.1, 0.5, 0.9];
const random = seededRandom(7);
const x: Matrix = {
  nRows: N,
  nColumns: 2,
  values: Float64Array.from({ length: 2 * N }, () => random.normal()),
};
/** Rows scatter more the farther column 1 is from 0. */
const values = Float64Array.from({ length: N }, (_, i) => {
  const [a, b] = x.values.subarray(2 * i, 2 * i + 2);
  return 10 + 3 * a + (0.2 + Math.abs(b)) * random.normal();
});
const y: Target = { kind: 'regression', values };
const ANSWERING = ESTIMATORS.filter(({ traits }) => traits.quantiles !== undefined);

function learn(name: string, given: Record<string, unknown> = {}, context = {}) {
  const estimator = getEstimator(name);
  const params = resolveParams(name, estimator.params, given);
  return estimator.fit(x, y, params, { random: seededRandom(1), quantiles: LEVELS, ...context });
}

describe.each(ANSWERING.map(({ name }) => name))('quantiles of %s', (name) => {
  const { predict } = getEstimator(name);
  const answers = predict(learn(name), x);

  it('rise within each row, one per level', () => {
    expect(answers.length).toBe(3 * N);
    for (let i = 0; i < N; i++) {
      expect(answers[3 * i]).toBeLessThanOrEqual(answers[3 * i + 1]);
      expect(answers[3 * i + 1]).toBeLessThanOrEqual(answers[3 * i + 2]);
    }
  });

  it('have about the asked shares of the training rows below them', () => {
    LEVELS.forEach((level, q) => {
      const below = values.reduce((sum, v, i) => sum + (v <= answers[3 * i + q] ? 1 : 0), 0) / N;
      expect(Math.abs(below - level)).toBeLessThan(0.05);
    });
  });

  it('count rows by weight', () => {
    const weights = values.map((value) => (value > 10 ? 1 : 0));
    const lifted = predict(learn(name, {}, { weights }), x);
    const mean = (given: Float64Array) => given.reduce((a, b) => a + b) / given.length;
    expect(mean(lifted)).toBeGreaterThan(mean(answers) + 0.5);
  });

  it.each([[[]], [[0, 0.5]], [[0.5, 0.5]], [[0.9, 0.1]]])('refuses the levels %j', (quantiles) => {
    expect(() => learn(name, {}, { quantiles })).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: `${name}.fit must get levels of quantiles that rise between 0 and 1, got ${quantiles.length === 0 ? 'none' : quantiles.join(', ')}.`,
      }),
    );
  });
});

describe('linear quantiles', () => {
  it('have no larger loss than a line of the mean moved to the same share', () => {
    const { predict } = getEstimator('linear-quantiles');
    const ridge = getEstimator('ridge');
    const params = resolveParams('ridge', ridge.params);
    const middle = ridge.predict(ridge.fit(x, y, params, { random: seededRandom(1) }), x);
    const answers = predict(learn('linear-quantiles', { l2: 0 }), x);
    LEVELS.forEach((level, q) => {
      const lossOf = (predicted: Float64Array) =>
        pinballLossAt(level).compute({ kind: 'regression', truth: values, predicted });
      const residuals = values.map((value, i) => value - middle[i]).sort();
      const shift = residuals[Math.floor(level * N)];
      const own = lossOf(Float64Array.from({ length: N }, (_, i) => answers[3 * i + q]));
      expect(own).toBeLessThanOrEqual(1.002 * lossOf(middle.map((value) => value + shift)));
    });
  });
});

describe('sortWithinRows', () => {
  it('orders each row and leaves rows apart', () => {
    expect([...sortWithinRows(Float64Array.of(3, 1, 2, 9, 8, 7), 3)]).toEqual([1, 2, 3, 7, 8, 9]);
  });
});
