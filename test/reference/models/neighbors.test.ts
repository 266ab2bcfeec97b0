import { resolveParams } from '@kaizenml/contracts';
import { fromRows, seededRandom } from '@kaizenml/ml/math';
import { kNearestNeighbors, type Target } from '@kaizenml/ml/models';
import { describe, expect, it } from 'vitest';
import expected from './expected-neighbors.json' with { type: 'json' };

const x = fromRows(expected.x);
const queries = fromRows(expected.queries);
const numbers: Target = { kind: 'regression', values: Float64Array.from(expected.y) };
const classes: Target = {
  kind: 'classification',
  codes: Int32Array.from(expected.classes),
  nClasses: 3,
};

function answers(given: object, target: Target): number[] {
  const params = resolveParams('k-nearest-neighbors', kNearestNeighbors.params, { ...given });
  const state = kNearestNeighbors.fit(x, target, params, { random: seededRandom(1) });
  return [...kNearestNeighbors.predict(state, queries)];
}

function expectNear(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  found.forEach((value, i) => {
    expect(Math.abs(value - wanted[i]), `entry ${i}`).toBeLessThan(1e-7);
  });
}

describe(`nearest neighbors agree with scikit-learn ${expected.versions['scikit-learn']} to 1e-7`, () => {
  it.each(expected.cases)('$params', ({ params, numbers: means, classes: shares }) => {
    expectNear(answers(params, numbers), means);
    expectNear(answers(params, classes), shares.flat());
  });
});
