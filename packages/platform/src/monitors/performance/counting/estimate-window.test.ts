import type { Row, Signature } from '@kaizenml/contracts';
import { fitLossModel } from '@kaizenml/ml/estimation';
import { type Random, seededRandom } from '@kaizenml/ml/math';
import { tableFromRows } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import { measureOutcomes } from '../outcomes/measure-outcomes.ts';
import { outcomeCounterOf } from '../outcomes/outcome-counter.ts';
import { createEstimator } from './estimate-window.ts';
import type { ScoredVersion } from './scored-version.ts';

const inputs: Signature['inputs'] = [
  { name: 'x', kind: 'number', shareMissing: 0, required: true, typical: 0 },
];

/** A row whose answer is 10 x, and whose truth is off by more the larger x is. */
function drawNumber(random: Random, hard: number) {
  const x = random.next() * hard;
  return { row: { x } satisfies Row, answer: 10 * x, truth: 10 * x + x * 3 * random.normal() };
}

describe('createEstimator', () => {
  it('holds what labels show of numbers in nine of ten windows, also where rows are harder than in training', () => {
    const random = seededRandom(11);
    const train = Array.from({ length: 1500 }, () => drawNumber(random, 2));
    const table = (rows: readonly Row[]) => tableFromRows(inputs, rows).columns;
    const lossModel = fitLossModel(
      'mae',
      {
        columns: table(train.map(({ row }) => row)),
        predicted: Float64Array.from(train, ({ answer }) => answer),
        truth: Float64Array.from(train, ({ truth }) => truth),
      },
      seededRandom(1),
    );
    const output = { name: 'y', task: 'regression' } as const;
    const version: ScoredVersion = {
      ...{ signature: { inputs, output }, metric: 'mae', slices: [] },
      baseline: { calibration: null, lossModel },
    };
    let held = 0;
    for (let window = 0; window < 40; window++) {
      const estimator = createEstimator(version, window);
      const counter = outcomeCounterOf(output)();
      for (let i = 0; i < 200; i++) {
        const { row, answer, truth } = drawNumber(random, window % 2 === 0 ? 2 : 1);
        const prediction = { prediction: answer };
        estimator.add({ prediction, weight: 1, cells: row });
        counter.add({ prediction, label: truth, weight: 1 });
      }
      const [estimated] = estimator.finish();
      const realised = measureOutcomes(counter.counts, { metric: 'mae', nClasses: 0 })?.value ?? 0;
      if (realised >= Number(estimated?.low) && realised <= Number(estimated?.high)) held++;
    }
    // Of 40 windows that are held with 0.9, fewer than 29 are so once in a thousand times.
    expect(held).toBeGreaterThanOrEqual(29);
  });

  it('believes stated probabilities as far as the map of the baseline does', () => {
    const output = { name: 'y', task: 'binary', classes: ['no', 'yes'] } as const;
    const estimate = (calibration: NonNullable<ScoredVersion['baseline']>['calibration']) => {
      const estimator = createEstimator(
        {
          ...{ signature: { inputs, output }, metric: 'accuracy', slices: [] },
          baseline: { calibration, lossModel: null },
        },
        0,
      );
      for (let i = 0; i < 100; i++)
        estimator.add({
          ...{ prediction: { prediction: 'yes', probabilities: { no: 0.1, yes: 0.9 } } },
          ...{ weight: 1, cells: undefined },
        });
      return estimator.finish()[0]?.value;
    };
    expect(estimate(null)).toBeCloseTo(0.9, 12);
    const map = { kind: 'temperature', nClasses: 2, temperature: 2 } as const;
    const believed = 1 / (1 + Math.exp(-Math.log(9) / 2));
    expect(estimate({ error: 0, mappedError: 0, nRows: 100, map })).toBeCloseTo(believed, 9);
  });

  it('says nothing of numbers without a loss model, and of answers without probabilities', () => {
    const output = { name: 'y', task: 'binary', classes: ['no', 'yes'] } as const;
    const version = { signature: { inputs, output }, metric: 'accuracy', slices: [] };
    const estimator = createEstimator(version, 0);
    estimator.add({ prediction: { prediction: 'yes' }, weight: 1, cells: undefined });
    expect(estimator.finish()).toEqual([]);
    const numbers = { name: 'y', task: 'regression' } as const;
    const other = createEstimator({ ...version, signature: { inputs, output: numbers } }, 0);
    other.add({ prediction: { prediction: 3 }, weight: 1, cells: { x: 1 } });
    expect(other.finish()).toEqual([]);
  });
});
