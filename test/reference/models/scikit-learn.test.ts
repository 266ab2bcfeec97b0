import { resolveParams } from '@kaizenml/contracts';
import { columnSpread, fromRows, type Matrix, seededRandom } from '@kaizenml/ml/math';
import {
  type AnyEstimator,
  decisionTree,
  elasticNet,
  type LinearFunction,
  type LogisticState,
  leastSquares,
  logistic,
  ridge,
  type Target,
} from '@kaizenml/ml/models';
import { describe, expect, it } from 'vitest';
import expected from './expected.json' with { type: 'json' };

const library = `scikit-learn ${expected.versions['scikit-learn']}`;
const x = fromRows(expected.x);
const y: Target = { kind: 'regression', values: Float64Array.from(expected.y) };
const two = classes(expected.binary, 2);
const three = classes(expected.three, 3);

function classes(codes: readonly number[], nClasses: number): Target {
  return { kind: 'classification', codes: Int32Array.from(codes), nClasses };
}

function learn(estimator: AnyEstimator, given: object, features: Matrix, target: Target): unknown {
  const params = resolveParams(estimator.name, estimator.params, { ...given });
  return estimator.fit(features, target, params, { random: seededRandom(1) });
}

function expectNear(found: ArrayLike<number>, wanted: readonly number[], tolerance: number): void {
  expect(found.length).toBe(wanted.length);
  wanted.forEach((value, i) => {
    const size = Math.max(1, Math.abs(value));
    expect(Math.abs(found[i] - value) / size, `entry ${i}`).toBeLessThan(tolerance);
  });
}

function expectLine(
  found: unknown,
  wanted: { weights: readonly number[]; intercept: number },
  tolerance: number,
): void {
  const { weights, intercept } = found as LinearFunction;
  expectNear([...weights, intercept], [...wanted.weights, wanted.intercept], tolerance);
}

describe(`linear regression agrees with ${library}`, () => {
  it('least squares to 1e-10', () => {
    expectLine(learn(leastSquares, {}, x, y), expected.leastSquares, 1e-10);
  });

  it('least squares to 1e-9 where columns are equal, dependent and constant', () => {
    const collinear = fromRows(expected.x.map((r) => [...r, r[0], 2 * r[1] - r[3], 0.1]));
    const state = learn(leastSquares, {}, collinear, y) as LinearFunction;
    expectNear(leastSquares.predict(state, collinear), expected.leastSquaresCollinear, 1e-9);
    expect(state.weights[4]).toBeCloseTo(state.weights[0], 10);
    expect(state.weights[6]).toBe(0);
  });

  for (const [l2, wanted] of Object.entries(expected.ridge)) {
    it(`ridge to 1e-10 at l2 ${l2}`, () => {
      expectLine(learn(ridge, { l2: Number(l2) }, x, y), wanted, 1e-10);
    });
  }

  for (const [key, wanted] of Object.entries(expected.elasticNet)) {
    it(`elastic net to 1e-9 at its minimum for alpha, l1Ratio ${key}`, () => {
      const [alpha, l1Ratio] = key.split(',').map(Number);
      expectLine(learn(elasticNet, { alpha, l1Ratio, tolerance: 1e-14 }, x, y), wanted, 1e-9);
    });
  }
});

describe(`logistic regression agrees with ${library}`, () => {
  const { means, deviations } = columnSpread(x);
  const z = fromRows(expected.x.map((r) => r.map((v, j) => (v - means[j]) / deviations[j])));
  const cases = [
    { target: two, name: 'two classes', byL2: expected.logisticBinary },
    { target: three, name: 'three classes', byL2: expected.logisticThree },
  ];
  for (const { target, name, byL2 } of cases) {
    for (const [l2, wanted] of Object.entries(byL2)) {
      it(`to 1e-7 for ${name} at l2 ${l2}`, () => {
        const state = learn(
          logistic,
          { l2: Number(l2), tolerance: 1e-11 },
          z,
          target,
        ) as LogisticState;
        expectNear(state.weights, wanted.weights.flat(), 1e-7);
        const probabilities = logistic
          .predict(state, z)
          .subarray(0, wanted.probabilities.flat().length);
        expectNear(probabilities, wanted.probabilities.flat(), 1e-7);
      });

      it(`to 1e-5 with the default tolerance for ${name} at l2 ${l2}`, () => {
        const state = learn(logistic, { l2: Number(l2) }, z, target) as LogisticState;
        expectNear(state.weights, wanted.weights.flat(), 1e-5);
      });
    }
  }
});

describe(`decision tree answers its training rows like ${library}`, () => {
  for (const [maxDepth, wanted] of Object.entries(expected.treeRegression)) {
    it(`regression at depth ${maxDepth}`, () => {
      const state = learn(decisionTree, { maxDepth: Number(maxDepth), minLeaf: 2 }, x, y);
      expectNear(decisionTree.predict(state as never, x), wanted, 1e-12);
    });
  }
  const cases = [
    { target: two, name: 'two classes', byDepth: expected.treeBinary },
    { target: three, name: 'three classes', byDepth: expected.treeThree },
  ];
  for (const { target, name, byDepth } of cases) {
    for (const [maxDepth, wanted] of Object.entries(byDepth)) {
      it(`${name} at depth ${maxDepth}`, () => {
        const state = learn(decisionTree, { maxDepth: Number(maxDepth), minLeaf: 3 }, x, target);
        expectNear(decisionTree.predict(state as never, x), wanted.flat(), 1e-12);
      });
    }
  }
});
