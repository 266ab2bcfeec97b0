import { resolveParams } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { adultTable, housingTable } from '../../../../../test/real-tables.ts';
import { seededRandom, shuffledIndices } from '../../math/index.ts';
import { getEstimator } from '../../models/index.ts';
import { applyGraph, fitGraph } from '../../preprocess/index.ts';
import { dropColumns, getColumn, isNumeric, type Table, takeRows } from '../../table/index.ts';
import { throughJson } from '../../testing/index.ts';
import { fitAnswerIntervals, intervalAround } from './answer-intervals.ts';
import { classSet, fitClassSets } from './class-sets.ts';
import { LEVELS } from './levels.ts';

const N_TRAIN = 3000;
const N_TEST = 5000;
const N_FOLDS = 5;

/** Answers to rows that a model has not learned from: out of fold, and by a model of all of them to new rows. */
function learn(table: Table, target: string, isClass: boolean) {
  const order = shuffledIndices(table.nRows, seededRandom(1)).slice(0, N_TRAIN + N_TEST);
  const all = takeRows(table, order);
  const features = dropColumns(all, [target]);
  const column = getColumn(all, target);
  const truth = isNumeric(column) ? column.values : Float64Array.from(column.codes);
  const estimator = getEstimator(isClass ? 'logistic' : 'ridge');
  const params = resolveParams(estimator.name, estimator.params, {});
  const answer = (train: Int32Array, test: Int32Array) => {
    const rows = takeRows(features, train);
    const graph = fitGraph('dense', rows);
    const own = train.map((i) => i);
    const y = isClass
      ? { kind: 'classification' as const, codes: own.map((i) => truth[i]), nClasses: 2 }
      : { kind: 'regression' as const, values: Float64Array.from(own, (i) => truth[i]) };
    const state = estimator.fit(applyGraph(graph, rows), y, params, { random: seededRandom(2) });
    return estimator.predict(state, applyGraph(graph, takeRows(features, test)));
  };
  const train = Int32Array.from({ length: N_TRAIN }, (_, i) => i);
  const test = Int32Array.from({ length: N_TEST }, (_, i) => N_TRAIN + i);
  const width = isClass ? 2 : 1;
  const outOfFold = new Float64Array(N_TRAIN * width);
  for (let fold = 0; fold < N_FOLDS; fold++) {
    const held = train.filter((i) => i % N_FOLDS === fold);
    const made = answer(
      train.filter((i) => i % N_FOLDS !== fold),
      held,
    );
    held.forEach((i, at) => {
      outOfFold.set(made.subarray(at * width, (at + 1) * width), i * width);
    });
  }
  return { truth, outOfFold, unseen: answer(train, test), train, test };
}

/** Both the held-out rows and the new ones are a sample: four standard deviations of the share. */
const slack = (level: number, nTest = N_TEST, nTrain = N_TRAIN) =>
  4 * Math.sqrt(level * (1 - level) * (1 / nTest + 1 / nTrain));

const housing = housingTable();
const adult = adultTable();

describe.runIf(housing !== undefined)('intervals of house prices', () => {
  const { truth, outOfFold, unseen } = learn(
    housing ?? expect.unreachable(),
    'median_house_value',
    false,
  );
  const fitted = fitAnswerIntervals(truth.slice(0, N_TRAIN), outOfFold);
  const intervals = throughJson(fitted ?? expect.unreachable());
  const holds = (level: number) =>
    Array.from(unseen, (answer, i) => {
      const { low, high } = intervalAround(intervals, answer, level) ?? expect.unreachable();
      const value = truth[N_TRAIN + i];
      return value >= low && value <= high;
    });
  const shareOf = (held: readonly boolean[]) => held.filter(Boolean).length / held.length;

  it.each(LEVELS)('hold the truth of %d of the new rows', (level) => {
    expect(Math.abs(shareOf(holds(level)) - level)).toBeLessThan(slack(level));
  });

  it('hold it where answers are low and where they are high: one width for all would not', () => {
    const high = Array.from(unseen).toSorted((a, b) => a - b)[Math.floor(0.8 * N_TEST)] ?? 0;
    const held = holds(0.9);
    const ofHigh = held.filter((_, i) => (unseen[i] ?? 0) > high);
    const room = slack(0.9, ofHigh.length, N_TRAIN / 5);
    expect(Math.abs(shareOf(ofHigh) - 0.9)).toBeLessThan(room);
    const widths = [0, high * 2].map((answer) => {
      const found = intervalAround(intervals, answer, 0.9) ?? expect.unreachable();
      return found.high - found.low;
    });
    expect(Math.max(...widths) / Math.min(...widths)).toBeGreaterThan(1.5);
  });
});

describe.runIf(adult !== undefined)('sets of classes of incomes', () => {
  const { truth, outOfFold, unseen } = learn(adult ?? expect.unreachable(), 'income', true);
  const fitted = fitClassSets(Int32Array.from(truth.slice(0, N_TRAIN)), outOfFold, 2);
  const sets = throughJson(fitted ?? expect.unreachable());

  it.each(LEVELS.filter((level) => level >= 0.9))(
    'hold the truth of %d of the new rows',
    (level) => {
      let [held, size] = [0, 0];
      for (let i = 0; i < N_TEST; i++) {
        const found = classSet(sets, unseen.subarray(2 * i, 2 * i + 2), level) ?? [];
        if (found.includes(truth[N_TRAIN + i] ?? -1)) held++;
        size += found.length;
      }
      expect(Math.abs(held / N_TEST - level)).toBeLessThan(slack(level));
      expect(size / N_TEST).toBeLessThan(1.9);
    },
  );
});

describe('fitAnswerIntervals', () => {
  const random = seededRandom(9);

  it('leaves out half of the rest at either end, by rank', () => {
    // 99 residuals from -49 to 49 at one answer: 90 % are the 5th of either end.
    const truth = Float64Array.from({ length: 99 }, (_, i) => i - 49);
    const { bins } = fitAnswerIntervals(truth, new Float64Array(99)) ?? expect.unreachable();
    expect(bins).toHaveLength(1);
    expect(bins[0]?.spans.find(({ level }) => level === 0.9)).toEqual({
      level: 0.9,
      low: -45,
      high: 45,
    });
    expect(bins[0]?.spans.map(({ level }) => level)).toEqual([0.5, 0.8, 0.9, 0.95]);
  });

  it('keeps equal answers in one bin, and every answer in some bin', () => {
    const answers = Float64Array.from({ length: 2000 }, (_, i) => Math.floor(i / 700));
    const truth = answers.map((answer) => answer + random.normal());
    const { bins } = fitAnswerIntervals(truth, answers) ?? expect.unreachable();
    expect(bins.map(({ upTo }) => upTo)).toEqual([0, 1, null]);
  });

  it('keeps counts at 0 and above', () => {
    const truth = Float64Array.from({ length: 100 }, () => random.below(3));
    const fitted = fitAnswerIntervals(
      truth,
      truth.map(() => 1),
      { least: 0 },
    );
    expect(intervalAround(fitted ?? expect.unreachable(), 0.2, 0.95)?.low).toBe(0);
  });

  it('says nothing of few rows', () => {
    expect(fitAnswerIntervals(new Float64Array(39), new Float64Array(39))).toBeUndefined();
    expect(fitClassSets(new Int32Array(39), new Float64Array(78), 2)).toBeUndefined();
  });
});
