import {
  type ClassificationOutcome,
  calibrationBins,
  confusionMatrix,
  metricsFor,
  ndcg,
  type Outcome,
  pinballLossAt,
  precisionRecallCurve,
  type RegressionOutcome,
  rocCurve,
  tweedieDeviance,
} from '@kaizenml/ml/metrics';
import { describe, expect, it } from 'vitest';
import expected from './expected.json' with { type: 'json' };

const { binary, multiclass, regression } = expected;

const binaryOutcome: ClassificationOutcome = {
  kind: 'classification',
  truth: Int32Array.from(binary.truth),
  probabilities: Float64Array.from(binary.score.flatMap((score) => [1 - score, score])),
  nClasses: 2,
};
const multiclassOutcome: ClassificationOutcome = {
  kind: 'classification',
  truth: Int32Array.from(multiclass.truth),
  probabilities: Float64Array.from(multiclass.probabilities),
  nClasses: 4,
};
const regressionOutcome: RegressionOutcome = {
  kind: 'regression',
  truth: Float64Array.from(regression.truth),
  predicted: Float64Array.from(regression.predicted),
};

interface Case {
  readonly task: 'binary' | 'multiclass' | 'regression';
  readonly outcome: Outcome;
  readonly given: {
    readonly weights: readonly number[];
    readonly values: Readonly<Record<string, number>>;
    readonly weighted: Readonly<Record<string, number>>;
  };
}

const cases: readonly Case[] = [
  { task: 'binary', outcome: binaryOutcome, given: binary },
  { task: 'multiclass', outcome: multiclassOutcome, given: multiclass },
  { task: 'regression', outcome: regressionOutcome, given: regression },
];

describe.each(cases)('metrics of $task', ({ task, outcome, given }) => {
  it.each(metricsFor(task))('$name agrees with scikit-learn 1.9 to 1e-12', (metric) => {
    expect(metric.compute(outcome)).toBeCloseTo(given.values[metric.name], 12);
  });

  it.each(metricsFor(task))(
    '$name with weights agrees with scikit-learn 1.9 to 1e-12',
    (metric) => {
      const weights = Float64Array.from(given.weights);
      expect(metric.compute(outcome, weights)).toBeCloseTo(given.weighted[metric.name], 12);
    },
  );
});

describe('metrics with a parameter', () => {
  const given = expected.parametric;
  it.each([pinballLossAt(0.9), pinballLossAt(0.25), tweedieDeviance(1.5), tweedieDeviance(1.1)])(
    '$name agrees with scikit-learn 1.9 to 1e-12',
    (metric) => {
      const { values, weighted }: Record<string, Record<string, number>> = given;
      const weights = Float64Array.from(regression.weights);
      expect(metric.compute(regressionOutcome)).toBeCloseTo(values[metric.name], 12);
      expect(metric.compute(regressionOutcome, weights)).toBeCloseTo(weighted[metric.name], 12);
    },
  );
});

it.each(Object.entries(expected.ranking.values))(
  'ndcg of the first %s places agrees with scikit-learn 1.9 to 1e-12, ties included',
  (k, { plain, weighted }) => {
    const { grades, scores, offsets, weights } = expected.ranking;
    const outcome = {
      grades: Float64Array.from(grades),
      scores: Float64Array.from(scores),
      offsets: Int32Array.from(offsets),
    };
    expect(ndcg(outcome, { k: Number(k) })).toBeCloseTo(plain, 12);
    const byGroup = { k: Number(k), weights: Float64Array.from(weights) };
    expect(ndcg(outcome, byGroup)).toBeCloseTo(weighted, 12);
  },
);

describe('curves', () => {
  const { curves } = binary;

  it('rocCurve passes through every point of scikit-learn', () => {
    const points = rocCurve(binaryOutcome);
    expect(points.map((point) => point.falsePositiveRate)).toEqual(curves.falsePositiveRate);
    expect(points.map((point) => point.truePositiveRate)).toEqual(curves.truePositiveRate);
  });

  it('precisionRecallCurve passes through every point of scikit-learn', () => {
    const points = precisionRecallCurve(binaryOutcome);
    expect(points.map((point) => point.recall)).toEqual(curves.recall);
    expect(points.map((point) => point.precision)).toEqual(curves.precision);
  });

  it('confusionMatrix counts as scikit-learn does', () => {
    expect(confusionMatrix(binaryOutcome)).toEqual(curves.confusion);
  });

  it('calibrationBins agrees with scikit-learn where no probability is on an edge', () => {
    const bins = calibrationBins(binaryOutcome);
    expect(bins.reduce((sum, bin) => sum + bin.nRows, 0)).toBe(binary.truth.length);
    expect(bins).toHaveLength(curves.meanProbability.length);
  });
});
