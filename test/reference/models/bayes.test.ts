import { resolveParams } from '@kaizenml/contracts';
import { fromRows, type Matrix, seededRandom, takeMatrixRows } from '@kaizenml/ml/math';
import {
  type AnyEstimator,
  complementNaiveBayes,
  gaussianNaiveBayes,
  multinomialNaiveBayes,
  type Target,
} from '@kaizenml/ml/models';
import { describe, expect, it } from 'vitest';
import expected from './expected-bayes.json' with { type: 'json' };

const y: Target = {
  kind: 'classification',
  codes: Int32Array.from(expected.codes),
  nClasses: 3,
};
const weights = Float64Array.from(expected.weights);
const x = fromRows(expected.x);
const counts = fromRows(expected.counts);
const FIRST_TEN = Array.from({ length: 10 }, (_, i) => i);

interface Case {
  readonly params: object;
  readonly plain: number[][];
  readonly weighted: number[][] | null;
}

function expectAnswers(
  estimator: AnyEstimator,
  features: Matrix,
  { params, plain, weighted }: Case,
): void {
  const resolved = resolveParams(estimator.name, estimator.params, { ...params });
  const tell = (given: { weights?: Float64Array }) => {
    const state = estimator.fit(features, y, resolved, { ...given, random: seededRandom(1) });
    return estimator.predict(state, takeMatrixRows(features, FIRST_TEN));
  };
  expectNear(tell({}), plain.flat());
  if (weighted) expectNear(tell({ weights }), weighted.flat());
}

function expectNear(found: Float64Array, wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, i) => {
    expect(Math.abs(found[i] - value), `entry ${i}`).toBeLessThan(1e-8);
  });
}

describe(`naive Bayes agrees with scikit-learn ${expected.versions['scikit-learn']} to 1e-8, with weights and without`, () => {
  it.each(expected.gaussian)('gaussian with $params', (each) => {
    expectAnswers(gaussianNaiveBayes, x, each);
  });

  it.each(expected.multinomial)('multinomial with $params', (each) => {
    expectAnswers(multinomialNaiveBayes, counts, each);
  });

  it.each(expected.complement)('complement with $params', (each) => {
    expectAnswers(complementNaiveBayes, counts, each);
  });
});
