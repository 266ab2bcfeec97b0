import { resolveParams } from '@kaizenml/contracts';
import { seededRandom } from '@kaizenml/ml/math';
import { getMetric, pinballLossAt } from '@kaizenml/ml/metrics';
import { getEstimator } from '@kaizenml/ml/models';
import { describe, expect, it } from 'vitest';
import expected from './expected-quantiles.json' with { type: 'json' };

const truth = Float64Array.from(expected.y);
const n = truth.length;
const x = { nRows: n, nColumns: 3, values: Float64Array.from(expected.x) };
const LEVELS = expected.plain.map(({ level }) => level);

function learn(quantiles: readonly number[], weights?: Float64Array) {
  const estimator = getEstimator('linear-quantiles');
  const params = resolveParams('linear-quantiles', estimator.params, { l2: 0 });
  const context = { random: seededRandom(1), quantiles, ...(weights && { weights }) };
  const state = estimator.fit(x, { kind: 'regression', values: truth }, params, context);
  return {
    slopes: (state as { weights: Float64Array }).weights,
    answers: estimator.predict(state, x),
  };
}

describe.each([
  ['plain', undefined, expected.plain],
  ['weighted', Float64Array.from(expected.weights), expected.weighted],
] as const)(
  `linear quantiles beside the exact ones of scikit-learn ${expected.versions['scikit-learn']}: %s`,
  (_what, weights, lines) => {
    it.each(LEVELS.map((level, q) => [level, q] as const))(
      'of level %d lose at most 0.5 %% more',
      (level, q) => {
        const { slopes, answers: predicted } = learn([level], weights);
        const loss = pinballLossAt(level).compute(
          { kind: 'regression', truth, predicted },
          weights,
        );
        expect(loss / lines[q].loss).toBeGreaterThan(1 - 1e-9);
        expect(loss / lines[q].loss).toBeLessThan(1.005);
        lines[q].slopes.forEach((slope, j) => {
          expect(Math.abs(slopes[j] - slope)).toBeLessThan(0.2);
        });
      },
    );
  },
);

describe('answers in rising order', () => {
  it('lose no more than lines that cross', () => {
    const { answers } = learn(LEVELS);
    const value = getMetric('pinball_loss').compute({
      kind: 'regression',
      truth,
      predicted: truth,
      quantiles: { levels: LEVELS, values: answers },
    });
    const mean = expected.plain.reduce((sum, { loss }) => sum + loss, 0) / LEVELS.length;
    expect(value / mean).toBeLessThan(1.005);
  });
});
