import type { OutputField, Prediction } from '@kaizenml/contracts';
import { seededRandom } from '@kaizenml/ml/math';
import { bootstrapIntervals, getMetric } from '@kaizenml/ml/metrics';
import { wilsonInterval } from '@kaizenml/ml/stats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import reference from '../../../../../../test/reference/metrics/expected.json' with {
  type: 'json',
};
import { costOf } from './cost-of.ts';
import { drawPoisson } from './draw-poisson.ts';
import type { LabelledRow } from './labelled-row.ts';
import { measureOutcomes } from './measure-outcomes.ts';
import { outcomeCounterOf } from './outcome-counter.ts';
import { addOutcomes, noOutcomes, type OutcomeCounts } from './outcome-counts.ts';
import { scoreBin } from './score-bins.ts';

const two: OutputField = { name: 'y', task: 'binary', classes: ['no', 'yes'] };
const four: OutputField = { name: 'y', task: 'multiclass', classes: ['a', 'b', 'c', 'd'] };
const number: OutputField = { name: 'y', task: 'regression' };

const count = (output: OutputField, rows: readonly LabelledRow[]): OutcomeCounts => {
  const counter = outcomeCounterOf(output)();
  rows.forEach(counter.add);
  return counter.counts;
};
const answer = (classes: readonly string[], probabilities: readonly number[]): Prediction => {
  const best =
    classes.length === 2
      ? Number((probabilities[1] ?? 0) >= 0.5)
      : probabilities.indexOf(Math.max(...probabilities));
  return {
    prediction: classes[best] ?? '',
    probabilities: Object.fromEntries(classes.map((name, i) => [name, probabilities[i] ?? 0])),
  };
};
const yes = (score: number, truth: number, weight = 1): LabelledRow => ({
  prediction: answer(['no', 'yes'], [1 - score, score]),
  label: truth === 1 ? 'yes' : 'no',
  weight,
});
const weighed = <T>(
  rows: readonly T[],
  weights: readonly number[],
  with_: (row: T, w: number) => T,
) => rows.flatMap((row, i) => ((weights[i] ?? 0) > 0 ? [with_(row, weights[i] ?? 0)] : []));

const { binary, multiclass, regression } = reference;
const binaryRows = binary.score.map((score, i) => yes(score, binary.truth[i] ?? 0));
const multiclassRows = multiclass.truth.map((truth, i): LabelledRow => {
  const stated = multiclass.probabilities.slice(4 * i, 4 * i + 4);
  return { prediction: answer(four.classes ?? [], stated), label: 'abcd'[truth] ?? '', weight: 1 };
});
const numberRows = regression.truth.map(
  (label, i): LabelledRow => ({
    ...{ prediction: { prediction: regression.predicted[i] ?? 0 }, label, weight: 1 },
  }),
);
const cases = [
  { output: two, rows: binaryRows, given: binary, nClasses: 2 },
  { output: four, rows: multiclassRows, given: multiclass, nClasses: 4 },
  { output: number, rows: numberRows, given: regression, nClasses: 0 },
];
const KEPT: Readonly<Record<string, readonly string[]>> = {
  binary: [
    'roc_auc',
    'average_precision',
    'log_loss',
    'brier',
    'accuracy',
    'balanced_accuracy',
    'f1',
    'precision',
    'recall',
    'mcc',
    'expected_calibration_error',
  ],
  multiclass: [
    'log_loss',
    'brier',
    'accuracy',
    'balanced_accuracy',
    'f1_macro',
    'mcc',
    'expected_calibration_error',
  ],
  regression: ['rmse', 'mae', 'r2'],
};

describe.each(cases)('outcomes of $output.task', ({ output, rows, given, nClasses }) => {
  it.each(KEPT[output.task] ?? [])(
    '%s agrees with scikit-learn 1.9 to 1e-12, with and without weights',
    (metric) => {
      const values = given.values as Readonly<Record<string, number>>;
      const weighted = given.weighted as Readonly<Record<string, number>>;
      const measured = (of: readonly LabelledRow[]) =>
        measureOutcomes(count(output, of), { metric, nClasses })?.value;
      expect(measured(rows)).toBeCloseTo(values[metric] ?? Number.NaN, 12);
      const heavy = weighed(rows, given.weights, (row, weight) => ({ ...row, weight }));
      expect(measured(heavy)).toBeCloseTo(weighted[metric] ?? Number.NaN, 12);
    },
  );
});

const someRows = fc.array(
  fc.record({
    score: fc.double({ min: 0, max: 1, noNaN: true }),
    truth: fc.integer({ min: 0, max: 1 }),
  }),
  { minLength: 2, maxLength: 60 },
);

describe('outcomes', () => {
  it('of windows add up to those of all rows, wherever windows are cut', () => {
    fc.assert(
      fc.property(someRows, fc.nat(60), (rows, cut) => {
        const all = rows.map(({ score, truth }) => yes(score, truth));
        const sum = noOutcomes();
        for (const part of [all.slice(cut), all.slice(0, cut)]) addOutcomes(sum, count(two, part));
        for (const metric of ['roc_auc', 'log_loss', 'mcc', 'expected_calibration_error']) {
          const [one, other] = [sum, count(two, all)].map((of) =>
            measureOutcomes(of, { metric, nClasses: 2 }),
          );
          expect(one?.value ?? -1).toBeCloseTo(other?.value ?? -1, 10);
        }
      }),
      { numRuns: 30, seed: 5 },
    );
  });

  it('know the AUC up to half of the pairs that share a bin', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const outcome = {
          ...{ kind: 'classification' as const, nClasses: 2 },
          truth: Int32Array.from(rows, ({ truth }) => truth),
          probabilities: Float64Array.from(rows.flatMap(({ score }) => [1 - score, score])),
        };
        const exact = getMetric('roc_auc').compute(outcome);
        const counts = count(
          two,
          rows.map(({ score, truth }) => yes(score, truth)),
        );
        const binned = measureOutcomes(counts, { metric: 'roc_auc', nClasses: 2 });
        if (Number.isNaN(exact)) expect(binned).toBeUndefined();
        else {
          const [positive, negative] = [1, 0].map((of) => rows.filter(({ truth }) => truth === of));
          const pairs = (positive ?? []).flatMap((a) =>
            (negative ?? []).map((b) => [a.score, b.score] as const),
          );
          const shared = pairs.filter(([a, b]) => scoreBin(a) === scoreBin(b)).length;
          expect(Math.abs((binned?.value ?? 0) - exact)).toBeLessThanOrEqual(
            shared / 2 / pairs.length + 1e-12,
          );
        }
      }),
      { numRuns: 50, seed: 6 },
    );
  });

  it('have the intervals of a bootstrap of their rows, and of Wilson for shares', () => {
    const random = seededRandom(3);
    const rows = Array.from({ length: 800 }, () => {
      const score = random.next();
      return { score, truth: random.next() < score ? 1 : 0 };
    });
    const counts = count(
      two,
      rows.map(({ score, truth }) => yes(score, truth)),
    );
    const outcome = {
      ...{ kind: 'classification' as const, nClasses: 2 },
      truth: Int32Array.from(rows, ({ truth }) => truth),
      probabilities: Float64Array.from(rows.flatMap(({ score }) => [1 - score, score])),
    };
    const metrics = ['roc_auc', 'f1', 'log_loss', 'average_precision'].map(getMetric);
    const drawn = bootstrapIntervals(outcome, metrics, {
      random: seededRandom(4),
      nResamples: 400,
    });
    for (const { name } of metrics) {
      const [ours, theirs] = [measureOutcomes(counts, { metric: name, nClasses: 2 }), drawn[name]];
      const width = (of: typeof ours) => (of?.high ?? Number.NaN) - (of?.low ?? Number.NaN);
      expect(ours?.value).toBeCloseTo(theirs?.value ?? Number.NaN, 2);
      // Widths of 200 and of 400 draws differ by some 10 % by chance.
      expect(width(ours) / width(theirs)).toBeGreaterThan(0.75);
      expect(width(ours) / width(theirs)).toBeLessThan(1.33);
    }
    const right = rows.filter(({ score, truth }) => Number(score >= 0.5) === truth).length;
    expect(measureOutcomes(counts, { metric: 'accuracy', nClasses: 2 })).toEqual({
      ...{ value: right / 800, low: expect.closeTo(wilsonInterval(right, 800).low, 12) },
      high: expect.closeTo(wilsonInterval(right, 800).high, 12),
    });
  });

  it('cost what the calls cost, or each unit too much and too little', () => {
    const rows = [yes(0.9, 1), yes(0.9, 0), yes(0.2, 1), yes(0.1, 0)];
    const calls = { yes: { no: 50, yes: -10 }, no: { yes: 5 } };
    const costs = { currency: 'EUR', calls };
    expect(costOf(count(two, rows), costs, two.classes)?.value).toBeCloseTo((50 - 10 + 5) / 4, 12);
    const numbers = [3, -1, 0, 2].map(
      (error): LabelledRow => ({ prediction: { prediction: 10 + error }, label: 10, weight: 1 }),
    );
    const found = costOf(count(number, numbers), { currency: 'EUR', over: 2, under: 7 }, undefined);
    const [mean, values] = [(6 + 7 + 0 + 4) / 4, [6, 7, 0, 4]];
    const error = Math.sqrt(values.reduce((sum, cost) => sum + (cost - mean) ** 2, 0) / 4 / 3);
    expect(found?.value).toBeCloseTo(mean, 12);
    expect((found?.high ?? 0) - mean).toBeCloseTo(1.959963984540054 * error, 10);
    expect(costOf(count(number, numbers), { currency: 'EUR' }, undefined)).toBeUndefined();
  });

  it('pass over labels that are no class, and read numbers and booleans as the classes that they spell', () => {
    const flags: OutputField = { name: 'y', task: 'binary', classes: ['0', 'true'] };
    const said = { prediction: answer(['0', 'true'], [0.3, 0.7]), weight: 1 };
    const counts = count(flags, [
      { ...said, label: true },
      { ...said, label: 0 },
      { ...said, label: 'maybe' },
    ]);
    expect(counts).toMatchObject({ nRows: 2, nUnreadable: 1 });
    expect(measureOutcomes(counts, { metric: 'accuracy', nClasses: 2 })?.value).toBe(0.5);
    expect(measureOutcomes(noOutcomes(), { metric: 'accuracy', nClasses: 2 })).toBeUndefined();
  });

  it('are drawn as often as Poisson says', () => {
    for (const mean of [0.5, 4, 80]) {
      const random = seededRandom(9);
      const draws = Array.from({ length: 4000 }, () => drawPoisson(mean, random));
      const average = draws.reduce((sum, n) => sum + n, 0) / draws.length;
      const variance = draws.reduce((sum, n) => sum + (n - average) ** 2, 0) / draws.length;
      // Five standard errors of a mean, and of a variance.
      expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt(mean / 4000));
      expect(Math.abs(variance - mean)).toBeLessThan(5 * Math.sqrt((2 * mean ** 2 + mean) / 4000));
    }
  });
});
