import { resolveParams } from '@kaizenml/contracts';
import { fromRows, seededRandom } from '@kaizenml/ml/math';
import { gaussianProcess, gaussianProcessVariances, type Target } from '@kaizenml/ml/models';
import { describe, expect, it } from 'vitest';
import expected from './expected-gaussian-process.json' with { type: 'json' };

const x = fromRows(expected.x);
const queries = fromRows(expected.queries);
const y: Target = { kind: 'regression', values: Float64Array.from(expected.y) };

function learn(given: object) {
  const params = resolveParams('gaussian-process', gaussianProcess.params, { ...given });
  return gaussianProcess.fit(x, y, params, { random: seededRandom(1) });
}

function expectNear(found: ArrayLike<number>, wanted: readonly number[], tolerance: number): void {
  expect(found.length).toBe(wanted.length);
  wanted.forEach((value, i) => {
    const size = Math.max(1, Math.abs(value));
    expect(Math.abs(found[i] - value) / size, `entry ${i}`).toBeLessThan(tolerance);
  });
}

describe(`the Gaussian process agrees with scikit-learn ${expected.versions['scikit-learn']}`, () => {
  it('to 1e-9 in answers and variances before it learns its hyper-parameters', () => {
    const state = learn({ maxIterations: 0, nRestarts: 0 });
    expectNear(gaussianProcess.predict(state, queries), expected.first.means, 1e-9);
    expectNear(gaussianProcessVariances(state, queries), expected.first.variances, 1e-9);
  });

  it('to 1e-3 in hyper-parameters, answers and variances at the maximum of the likelihood', () => {
    const state = learn({ lengths: 'per-column', maxIterations: 200, nRestarts: 0 });
    const { means, variances, hyperparameters } = expected.perColumn;
    const [signal, first, second, noise] = hyperparameters;
    expectNear(
      [state.signal, ...state.lengths, state.noise].map(Math.log),
      [signal, first, second, noise].map(Math.log),
      1e-3,
    );
    expectNear(gaussianProcess.predict(state, queries), means, 1e-3);
    expectNear(gaussianProcessVariances(state, queries), variances, 1e-3);
  });
});
