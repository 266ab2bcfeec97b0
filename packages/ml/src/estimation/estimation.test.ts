import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Random, seededRandom } from '../math/index.ts';
import { type ClassificationOutcome, getMetric } from '../metrics/index.ts';
import type { NumericColumn } from '../table/index.ts';
import { estimateLoss, estimateMetric, fitLossModel, type UnlabeledAnswers } from './index.ts';

const random = () => seededRandom(7);
const binary = (scores: readonly number[]): UnlabeledAnswers => ({
  probabilities: Float64Array.from(scores.flatMap((p) => [1 - p, p])),
  nClasses: 2,
});
const expectedOf = (metric: string, answers: UnlabeledAnswers): number =>
  estimateMetric(getMetric(metric), answers, random()).value;
/** What a share of 0.9 of 100 falls outside of in fewer than two of a thousand samples, by the binomial distribution. */
const [FEWEST, MOST] = [80, 98];

const someScores = fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), {
  minLength: 2,
  maxLength: 40,
});

describe('performance before labels', () => {
  it('is that of the expected confusion matrix', () => {
    fc.assert(
      fc.property(someScores, (scores) => {
        const called = scores.map((p) => p > 0.5);
        const sumOf = (part: (p: number, yes: boolean) => number) =>
          scores.reduce((sum, p, i) => sum + part(p, called[i] ?? false), 0);
        const truePositive = sumOf((p, yes) => (yes ? p : 0));
        const falsePositive = sumOf((p, yes) => (yes ? 1 - p : 0));
        const falseNegative = sumOf((p, yes) => (yes ? 0 : p));
        const right = sumOf((p, yes) => (yes ? p : 1 - p));
        const answers = binary(scores);
        expect(expectedOf('accuracy', answers)).toBeCloseTo(right / scores.length, 12);
        expect(expectedOf('recall', answers)).toBeCloseTo(
          truePositive / (truePositive + falseNegative),
          12,
        );
        if (truePositive > 0)
          expect(expectedOf('f1', answers)).toBeCloseTo(
            (2 * truePositive) / (2 * truePositive + falsePositive + falseNegative),
            12,
          );
      }),
      { numRuns: 20 },
    );
  });

  it('is the entropy for the log loss, p (1 - p) for the Brier score, and the expected share of pairs for the AUC', () => {
    fc.assert(
      fc.property(someScores, (scores) => {
        const n = scores.length;
        const meanOf = (part: (p: number) => number) =>
          scores.reduce((sum, p) => sum + part(p), 0) / n;
        const answers = binary(scores);
        expect(expectedOf('log_loss', answers)).toBeCloseTo(
          meanOf((p) => -p * Math.log(p) - (1 - p) * Math.log(1 - p)),
          10,
        );
        expect(expectedOf('brier', answers)).toBeCloseTo(
          meanOf((p) => p * (1 - p)),
          10,
        );
        let [won, all] = [0, 0];
        for (const p of scores)
          for (const q of scores) {
            won += p * (1 - q) * (p > q ? 1 : p === q ? 0.5 : 0);
            all += p * (1 - q);
          }
        expect(expectedOf('roc_auc', answers)).toBeCloseTo(won / all, 10);
      }),
      { numRuns: 20 },
    );
  });

  it('comes out within its interval in 90 of 100 windows, also of rows that are harder than before', () => {
    for (const metric of ['accuracy', 'roc_auc']) {
      const chance = seededRandom(11);
      let nInside = 0;
      for (let window = 0; window < 100; window++) {
        const hardness = 0.5 + window / 50;
        const scores = Array.from(
          { length: 150 },
          () => 1 / (1 + Math.exp(-chance.normal() * hardness)),
        );
        const answers = binary(scores);
        const { low, high } = estimateMetric(getMetric(metric), answers, chance);
        const realised = getMetric(metric).compute(labeled(answers, scores, chance));
        if (low !== null && high !== null && low <= realised && realised <= high) nInside++;
      }
      expect(nInside).toBeGreaterThanOrEqual(FEWEST);
      expect(nInside).toBeLessThanOrEqual(MOST);
    }
  });

  it('counts rows by their weights, and takes calls that are not the most probable class', () => {
    const answers = binary([0.9, 0.6]);
    const weights = Float64Array.of(3, 1);
    expect(expectedOf('accuracy', { ...answers, weights })).toBeCloseTo((3 * 0.9 + 0.6) / 4, 12);
    expect(expectedOf('accuracy', { ...answers, called: Int32Array.of(0, 0) })).toBeCloseTo(
      0.25,
      12,
    );
  });

  it('of many rows draws from a part of them, and says of no rows that it knows nothing', () => {
    const scores = Array.from({ length: 20_000 }, (_, i) => 0.05 + (0.9 * (i % 97)) / 97);
    const { value, low, high } = estimateMetric(getMetric('accuracy'), binary(scores), random());
    const variance = scores.reduce((sum, p) => sum + p * (1 - p), 0) / scores.length ** 2;
    expect((high ?? 0) - (low ?? 0)).toBeCloseTo(2 * 1.645 * Math.sqrt(variance), 3);
    expect(((low ?? 0) + (high ?? 0)) / 2).toBeCloseTo(value, 3);
    expect(estimateMetric(getMetric('accuracy'), binary([]), random())).toEqual({
      ...{ value: NaN, low: null, high: null },
    });
  });
});

function labeled(
  { probabilities, nClasses }: UnlabeledAnswers,
  scores: readonly number[],
  chance: Random,
): ClassificationOutcome {
  const truth = Int32Array.from(scores, (p) => (chance.next() < p ? 1 : 0));
  return { kind: 'classification', truth, probabilities, nClasses };
}

/** Rows whose answers are right on average and more wrong the larger x is: the loss is |N(0, 0.2 + x)|. */
function noisyRows(n: number, chance: Random, [low, high]: readonly [number, number]) {
  const x = Float64Array.from({ length: n }, () => low + (high - low) * chance.next());
  const column: NumericColumn = { name: 'x', kind: 'number', values: x };
  const predicted = x.map((value) => 3 * value);
  const truth = predicted.map((value, i) => value + chance.normal() * (0.2 + x[i]));
  return { columns: [column], predicted, truth };
}

describe('losses before labels', () => {
  const chance = seededRandom(3);
  const reference = noisyRows(2000, chance, [0, 1]);

  it('follow rows into places where the answers are worse', () => {
    const model = fitLossModel('mae', reference, random());
    const meanLoss = (low: number, high: number) =>
      Math.sqrt(2 / Math.PI) * (0.2 + (low + high) / 2);
    for (const [low, high] of [
      [0, 0.3],
      [0.3, 0.7],
      [0.7, 1],
    ] as const) {
      const { value } = estimateLoss(model, noisyRows(5000, chance, [low, high]));
      expect(Math.abs(value / meanLoss(low, high) - 1)).toBeLessThan(0.08);
    }
    expect(JSON.parse(JSON.stringify({ ...model, trees: 0 })).nRows).toBe(2000);
  });

  it('come out within their interval about as often as they say', () => {
    for (const metric of ['mae', 'rmse']) {
      const model = fitLossModel(metric, reference, random());
      let nInside = 0;
      for (let window = 0; window < 100; window++) {
        const rows = noisyRows(200, chance, [(window % 5) / 10, 0.6 + (window % 5) / 10]);
        const { low, high } = estimateLoss(model, rows);
        const realised = getMetric(metric).compute({ kind: 'regression', ...rows });
        if (low !== null && high !== null && low <= realised && realised <= high) nInside++;
      }
      expect(nInside).toBeGreaterThanOrEqual(FEWEST);
      expect(nInside).toBeLessThanOrEqual(MOST);
    }
  });

  it('leave rows out that have none, such as an error in percent of 0', () => {
    const truth = Float64Array.from(reference.truth, (y, i) => (i % 2 === 0 ? 0 : y));
    expect(fitLossModel('mape', { ...reference, truth }, random()).nRows).toBe(1000);
  });

  it('are not known of metrics that depend on how truths vary', () => {
    expect(() => fitLossModel('r2', reference, random())).toThrow(
      'A metric that is estimated before labels must be one of "mae", "rmse", "mape", "poisson_deviance" and "gamma_deviance", got "r2".',
    );
    expect(() =>
      fitLossModel('mae', { ...reference, truth: Float64Array.of(1) }, random()),
    ).toThrow(
      'A loss model must be fitted on one truth per answer, got 1 truths and 2000 answers.',
    );
  });
});
