import { resolveParams } from '@kaizenml/contracts';
import { fromRows, type Matrix, seededRandom, toSparse } from '@kaizenml/ml/math';
import {
  type AnyEstimator,
  elasticNet,
  generalizedLinear,
  leastSquares,
  linearSvm,
  logistic,
  ridge,
  type Target,
} from '@kaizenml/ml/models';
import { describe, expect, it } from 'vitest';
import { plattScale } from '../../../packages/ml/src/models/linear/svm/index.ts';
import expected from './expected-linear.json' with { type: 'json' };

const library = `scikit-learn ${expected.versions['scikit-learn']}`;
const x = fromRows(expected.x);
const weights = Float64Array.from(expected.weights);
const y = numbers(expected.y);
const two = classes(expected.binary, 2);
const three = classes(expected.three, 3);

/** More columns than rows times 4, most of them noise: the solvers that go column by column. */
const MANY_COLUMNS = 300;

function numbers(values: readonly number[]): Target {
  return { kind: 'regression', values: Float64Array.from(values) };
}

function classes(codes: readonly number[], nClasses: number): Target {
  return { kind: 'classification', codes: Int32Array.from(codes), nClasses };
}

interface Learned {
  readonly weights: Float64Array;
  readonly intercept?: number;
  readonly intercepts?: Float64Array;
}

interface Case {
  readonly target?: Target;
  readonly isWeighted?: boolean;
  readonly features?: Matrix;
}

function learn(
  estimator: AnyEstimator,
  given: object,
  { target = y, isWeighted = false, features = x }: Case = {},
): Learned {
  const params = resolveParams(estimator.name, estimator.params, { ...given });
  const context = { random: seededRandom(1), ...(isWeighted && { weights }) };
  return estimator.fit(features, target, params, context) as Learned;
}

function expectScores(
  found: Learned,
  wanted: {
    readonly weights: readonly number[] | readonly (readonly number[])[];
    readonly intercept?: number;
    readonly intercepts?: readonly number[];
  },
  tolerance: number,
): void {
  const numbersOf = [...found.weights, ...(found.intercepts ?? [found.intercept ?? Number.NaN])];
  const sought = [...wanted.weights.flat(), ...(wanted.intercepts ?? [wanted.intercept ?? 0])];
  expect(numbersOf.length).toBe(sought.length);
  sought.forEach((value, i) => {
    const size = Math.max(1, Math.abs(value));
    expect(Math.abs(numbersOf[i] - value) / size, `entry ${i}`).toBeLessThan(tolerance);
  });
}

function entriesOf<Value>(record: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(record);
}

describe(`weighted rows agree with ${library}`, () => {
  const isWeighted = true;

  it('least squares and ridge to 1e-10', () => {
    expectScores(learn(leastSquares, {}, { isWeighted }), expected.weightedLeastSquares, 1e-10);
    expectScores(learn(ridge, { l2: 3 }, { isWeighted }), expected.weightedRidge, 1e-10);
  });

  it('elastic net to 1e-9', () => {
    const found = learn(elasticNet, { alpha: 0.1, l1Ratio: 0.7, tolerance: 1e-15 }, { isWeighted });
    expectScores(found, expected.weightedElasticNet, 1e-9);
  });

  it('multinomial logistic regression to 1e-7, intercepts from their mean', () => {
    const found = learn(logistic, { l2: 2, tolerance: 1e-11 }, { target: three, isWeighted });
    const { intercepts = new Float64Array(3) } = found;
    const mean = intercepts.reduce((sum, each) => sum + each / 3, 0);
    const centered = { ...found, intercepts: intercepts.map((each) => each - mean) };
    expectScores(centered, expected.weightedLogistic, 1e-7);
  });
});

describe(`logistic regression with an L1 penalty agrees with ${library}`, () => {
  for (const [key, wanted] of entriesOf(expected.lassoTwo)) {
    it(`to 1e-7 for two classes at l1, l2 ${key}`, () => {
      const [l1, l2] = key.split(',').map(Number);
      expectScores(learn(logistic, { l1, l2, tolerance: 1e-11 }, { target: two }), wanted, 1e-7);
    });
  }

  it('to 1e-7 for weighted rows', () => {
    const given = { l1: 2, l2: 1, tolerance: 1e-11 };
    const found = learn(logistic, given, { target: two, isWeighted: true });
    expectScores(found, expected.lassoTwoWeighted, 1e-7);
  });

  for (const [key, wanted] of entriesOf(expected.lassoThree)) {
    it(`to 1e-6 for the weights of three classes at l1, l2 ${key}`, () => {
      const [l1, l2] = key.split(',').map(Number);
      const found = learn(logistic, { l1, l2, tolerance: 1e-10 }, { target: three });
      expectScores({ weights: found.weights, intercept: 0 }, { weights: wanted.weights }, 1e-6);
    });
  }

  it('keeps weights at exactly 0', () => {
    const found = learn(logistic, { l1: 3, l2: 0 }, { target: two });
    const zeros = expected.lassoTwo['3,0'].weights[0].map((weight) => weight === 0);
    expect(Array.from(found.weights, (weight) => weight === 0)).toEqual(zeros);
    expect(zeros).toContain(true);
  });
});

describe('columns beyond the p x p matrix are learned to the same optimum', () => {
  const random = seededRandom(3);
  const wide = fromRows(
    expected.x.map((row) => [
      ...row,
      ...Array.from({ length: MANY_COLUMNS }, () => (random.next() < 0.1 ? random.normal() : 0)),
    ]),
  );

  it.each([
    [1, 0],
    [2, 1],
  ])('by logistic regression at l1 %d and l2 %d: no slope points downhill', (l1, l2) => {
    const found = learn(logistic, { l1, l2, tolerance: 1e-10 }, { target: two, features: wide });
    const answers = logistic.predict(found as never, wide);
    const slopes = slopesOf(wide, (i) => answers[2 * i + 1] - expected.binary[i]);
    expectOptimal(found.weights, slopes, l1, l2, 1e-7);
  });

  it.each([0.5, 1])('by the elastic net at l1Ratio %d: no slope points downhill', (l1Ratio) => {
    const given = { alpha: 0.1, l1Ratio, tolerance: 1e-14 };
    const found = learn(elasticNet, given, { features: wide });
    const answers = elasticNet.predict(found as never, wide);
    const slopes = slopesOf(wide, (i) => answers[i] - expected.y[i]);
    const [l1, l2] = [0.1 * l1Ratio * wide.nRows, 0.1 * (1 - l1Ratio) * wide.nRows];
    expectOptimal(found.weights, slopes, l1, l2, 1e-5);
  });

  it('by ridge on sparse rows: as from dense rows to 1e-6', () => {
    const random = seededRandom(4);
    const rows = fromRows(
      Array.from({ length: 60 }, () =>
        Array.from({ length: 1100 }, () => (random.next() < 0.02 ? random.normal() : 0)),
      ),
    );
    const dense = learn(ridge, { l2: 0.5 }, { features: rows });
    const context = { random: seededRandom(1) };
    const sparse = ridge.sparse?.fit(toSparse(rows), y, { l2: 0.5 }, context);
    const wanted = { weights: [...dense.weights], intercept: dense.intercept ?? Number.NaN };
    expectScores(sparse as Learned, wanted, 1e-6);
  });
});

function slopesOf({ nRows, nColumns, values }: Matrix, slopeOf: (i: number) => number): number[] {
  return Array.from({ length: nColumns }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < nRows; i++) sum += slopeOf(i) * values[i * nColumns + j];
    return sum;
  });
}

/** The conditions of Karush, Kuhn and Tucker. */
function expectOptimal(
  found: Float64Array,
  slopes: readonly number[],
  l1: number,
  l2: number,
  tolerance: number,
): void {
  let nZero = 0;
  found.forEach((weight, j) => {
    const slope = slopes[j] + l2 * weight;
    if (weight === 0) nZero++;
    const away = weight === 0 ? Math.abs(slope) - l1 : Math.abs(slope + Math.sign(weight) * l1);
    expect(away, `column ${j}`).toBeLessThan(tolerance);
  });
  expect(nZero).toBeGreaterThan(0);
  expect(nZero).toBeLessThan(found.length);
}

describe(`the linear support vector machine agrees with ${library}`, () => {
  const cases = [
    { name: 'two classes', target: two, isWeighted: false, byLoss: expected.svmTwo },
    { name: 'weighted rows', target: two, isWeighted: true, byLoss: expected.svmTwoWeighted },
    { name: 'three classes', target: three, isWeighted: false, byLoss: expected.svmThree },
    { name: 'numbers', target: y, isWeighted: false, byLoss: expected.svmNumbers },
  ];
  for (const { name, byLoss, ...rest } of cases) {
    it(`to 1e-6 for ${name} and both losses`, () => {
      const given = { l2: 2, epsilon: 0.1, tolerance: 1e-10, maxIterations: 100_000 };
      const squared = learn(linearSvm, { ...given, loss: 'squared-hinge' }, rest);
      expectScores(squared, byLoss.squared_hinge, 1e-6);
      expectScores(learn(linearSvm, { ...given, loss: 'hinge' }, rest), byLoss.hinge, 1e-6);
    });
  }

  it('in the sigmoid of its scores, to 1e-5', () => {
    const isTrue = Uint8Array.from(expected.binary);
    const { slope, offset } = plattScale(Float64Array.from(expected.scores), isTrue);
    expect(slope).toBeCloseTo(expected.platt.slope, 5);
    expect(offset).toBeCloseTo(expected.platt.offset, 5);
  });
});

describe(`regression for counts and amounts agrees with ${library}`, () => {
  const targets = { poisson: expected.counts, gamma: expected.amounts, tweedie: expected.counts };
  for (const [family, values] of entriesOf(targets)) {
    it(`to 1e-7 for the family ${family}, with weights and without`, () => {
      const given = { family, power: 1.4, l2: 2, tolerance: 1e-11 };
      const target = numbers(values);
      const name = family as keyof typeof targets;
      const found = learn(generalizedLinear, given, { target });
      expectScores(found, expected.generalized[name], 1e-7);
      const weighted = learn(generalizedLinear, given, { target, isWeighted: true });
      expectScores(weighted, expected.generalizedWeighted[name], 1e-7);
    });
  }
});
