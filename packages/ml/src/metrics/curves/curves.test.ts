import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { type ClassificationOutcome, getMetric } from '../index.ts';
import {
  calibrationBins,
  confusionMatrix,
  liftTable,
  precisionRecallCurve,
  rocCurve,
} from './index.ts';

const random = seededRandom(9);
const n = 5000;
const truth = Int32Array.from({ length: n }, () => Number(random.next() < 0.2));
const scores = Array.from(truth, (y) => 1 / (1 + Math.exp(-(y - 1 + random.normal()))));
const outcome: ClassificationOutcome = {
  kind: 'classification',
  truth,
  probabilities: Float64Array.from(scores.flatMap((p) => [1 - p, p])),
  nClasses: 2,
};
const oneClass: ClassificationOutcome = { ...outcome, truth: new Int32Array(n) };

describe('rocCurve', () => {
  it('goes from (0, 0) to (1, 1) in at most 200 points and keeps the area to 1e-3', () => {
    const points = rocCurve(outcome);
    expect(points.length).toBeLessThanOrEqual(200);
    expect(points[0]).toEqual({ threshold: null, falsePositiveRate: 0, truePositiveRate: 0 });
    expect(points.at(-1)).toMatchObject({ falsePositiveRate: 1, truePositiveRate: 1 });
    let area = 0;
    for (let i = 1; i < points.length; i++) {
      const width = points[i].falsePositiveRate - points[i - 1].falsePositiveRate;
      area += (width * (points[i].truePositiveRate + points[i - 1].truePositiveRate)) / 2;
    }
    expect(Math.abs(area - getMetric('roc_auc').compute(outcome))).toBeLessThan(1e-3);
  });

  it('is empty when only one class occurs', () => {
    expect(rocCurve(oneClass)).toEqual([]);
  });
});

describe('precisionRecallCurve', () => {
  it('ends at a recall of 1 with the share of positives, in at most 200 points', () => {
    const points = precisionRecallCurve(outcome);
    expect(points.length).toBeLessThanOrEqual(200);
    const share = truth.reduce((sum, y) => sum + y, 0) / n;
    expect(points.at(-1)).toMatchObject({ recall: 1, precision: share });
  });

  it('is empty when the class does not occur', () => {
    expect(precisionRecallCurve(oneClass)).toEqual([]);
  });
});

describe('calibrationBins', () => {
  it('counts every row once, inside the edges of its bin', () => {
    const bins = calibrationBins(outcome);
    expect(bins.reduce((sum, { nRows }) => sum + nRows, 0)).toBe(n);
    for (const { low, high, meanProbability } of bins) {
      expect(meanProbability).toBeGreaterThan(low);
      expect(meanProbability).toBeLessThanOrEqual(high);
    }
  });
});

describe('curves of weighted rows', () => {
  const few = 60;
  const part = (rows: readonly number[], weights?: Float64Array): ClassificationOutcome => ({
    kind: 'classification',
    truth: Int32Array.from(rows, (row) => truth[row]),
    probabilities: Float64Array.from(rows.flatMap((row) => [1 - scores[row], scores[row]])),
    nClasses: 2,
    ...(weights && { weights }),
  });
  const all = Array.from({ length: few }, (_, row) => row);
  const weights = Float64Array.from(all, (row) => row % 3);
  const weighted = part(all, weights);
  const repeated = part(all.flatMap((row) => new Array<number>(row % 3).fill(row)));

  it('are those of rows that are given as often', () => {
    expect(rocCurve(weighted)).toEqual(rocCurve(repeated));
    expect(precisionRecallCurve(weighted)).toEqual(precisionRecallCurve(repeated));
    const shares = (outcome: ClassificationOutcome) =>
      calibrationBins(outcome).map(({ meanProbability, observedShare }) => [
        Number(meanProbability.toFixed(10)),
        Number(observedShare.toFixed(10)),
      ]);
    expect(shares(weighted)).toEqual(shares(repeated));
  });
});

describe('confusionMatrix', () => {
  it('has a row per true and a column per called class', () => {
    const small: ClassificationOutcome = {
      kind: 'classification',
      truth: Int32Array.of(0, 1, 1, 2),
      probabilities: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1),
      nClasses: 3,
    };
    expect(confusionMatrix(small)).toEqual([
      [1, 0, 0],
      [0, 1, 1],
      [0, 0, 1],
    ]);
  });
});

describe('liftTable', () => {
  it('finds all positives in ten slices of equal size, most in the first', () => {
    const slices = liftTable(outcome);
    expect(slices.map(({ nRows }) => nRows)).toEqual(new Array(10).fill(500));
    expect(slices.at(-1)?.shareFound).toBe(1);
    expect(slices[0].lift).toBeGreaterThan(2);
    const mean = slices.reduce((sum, { lift }) => sum + lift, 0) / 10;
    expect(mean).toBeCloseTo(1, 12);
  });

  it('has at most one slice per row and none without positives', () => {
    const three = {
      ...outcome,
      truth: Int32Array.of(0, 1, 0),
      probabilities: outcome.probabilities.slice(0, 6),
    };
    expect(liftTable(three)).toHaveLength(3);
    expect(liftTable(oneClass)).toEqual([]);
  });
});
