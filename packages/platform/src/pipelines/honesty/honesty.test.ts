import { seededRandom } from '@kaizenml/ml/math';
import type { Target } from '@kaizenml/ml/models';
import { describe, expect, it } from 'vitest';
import { growingFolds, pointsOf } from './growing-folds.ts';
import type { LearningChecks } from './learning-checks.ts';
import { notPredictable } from './not-predictable.ts';
import { shuffleTarget } from './shuffle-target.ts';
import { thinFolds, thinRows } from './thin-rows.ts';

const classes = (codes: number[]): Target => ({
  kind: 'classification',
  codes: Int32Array.from(codes),
  nClasses: Math.max(...codes) + 1,
});
const codesOf = (target: Target, rows: ArrayLike<number>) =>
  Array.from(rows, (row) => (target.kind === 'classification' ? target.codes[row] : Number.NaN));

describe('thinRows', () => {
  const target = classes(Array.from({ length: 1000 }, (_, i) => (i % 100 === 0 ? 1 : 0)));

  it('keeps shares of classes, but enough of a rare one', () => {
    const rows = thinRows(target, { most: 100, leastPerClass: 5, random: seededRandom(1) });
    expect(codesOf(target, rows).filter((code) => code === 1)).toHaveLength(5);
    expect(rows.length).toBe(104);
    expect([...rows]).toEqual([...new Set(rows)].sort((a, b) => a - b));
  });

  it('keeps all rows where they are few, and draws from all of them where classes are many', () => {
    const random = seededRandom(1);
    expect(thinRows(target, { most: 1000, leastPerClass: 5, random })).toHaveLength(1000);
    const ids = classes(Array.from({ length: 1000 }, (_, i) => i));
    expect(thinRows(ids, { most: 100, leastPerClass: 5, random })).toHaveLength(100);
  });
});

describe('thinFolds', () => {
  it('numbers rows among those kept, and leaves out folds without a side', () => {
    const folds = [
      { train: Int32Array.of(0, 1, 4, 5), test: Int32Array.of(2, 3) },
      { train: Int32Array.of(2, 3), test: Int32Array.of(0) },
    ];
    expect(thinFolds(folds, Int32Array.of(1, 3, 4))).toEqual([
      { train: Int32Array.of(0, 2), test: Int32Array.of(1) },
    ]);
  });
});

describe('shuffleTarget', () => {
  const codes = Array.from({ length: 60 }, (_, i) => (i < 30 ? i % 2 : 2));
  const folds = [0, 1].map((fold) => ({
    train: new Int32Array(),
    test: Int32Array.from({ length: 30 }, (_, i) => 30 * fold + i),
  }));

  it.each([true, false])('has the same values in another order (within folds: %s)', (isWithin) => {
    const target = classes(codes);
    const shuffled = shuffleTarget(target, folds, { isWithin, random: seededRandom(3) });
    const all = codesOf(shuffled, [...codes.keys()]);
    expect(all.toSorted()).toEqual(codes.toSorted());
    expect(all).not.toEqual(codes);
    expect(all.slice(30).every((code) => code === 2)).toBe(isWithin);
  });
});

describe('growingFolds', () => {
  it('takes rows away from training only, each share from among the next larger one', () => {
    const target = classes(Array.from({ length: 50 }, (_, i) => i % 2));
    const train = Int32Array.from({ length: 40 }, (_, i) => i);
    const test = Int32Array.from({ length: 10 }, (_, i) => 40 + i);
    const grown = growingFolds([{ train, test }], target, {
      shares: [0.25, 0.5, 1],
      random: seededRandom(1),
    });
    expect(grown.map((fold) => [fold.step, fold.train.length])).toEqual([
      [0, 10],
      [1, 20],
      [2, 40],
    ]);
    expect(grown.every((fold) => fold.test === test)).toBe(true);
    const [small, middle] = grown.map((fold) => new Set(fold.train));
    expect([...(small ?? [])].every((row) => middle?.has(row))).toBe(true);
    expect(codesOf(target, grown[0]?.train ?? []).filter((code) => code === 1)).toHaveLength(5);
  });
});

describe('pointsOf', () => {
  it('counts as noise only what is not the same for a fold at every size', () => {
    const points = pointsOf(
      [
        [0.6, 0.7],
        [0.8, 0.9],
      ],
      [10, 20],
    );
    const [first, second] = points ?? [];
    expect(first).toMatchObject({ size: 10, value: 0.7 });
    expect(second?.standardError).toBeCloseTo(0, 12);
  });
});

describe('notPredictable', () => {
  const around = (value: number) => ({ value, low: value - 0.05, high: value + 0.05 });
  const checks = (oof: number, pValue: number): LearningChecks => ({
    metric: 'roc_auc',
    gain: {
      best: 'logistic',
      baseline: 'constant',
      value: 0.5 + oof,
      baselineValue: 0.5,
      estimate: around(0.5 + oof),
      gain: around(oof),
    },
    shuffled: {
      pValue,
      isPredictable: false,
      looksLikeChance: true,
      sentence: '',
      candidate: 'logistic',
      nRows: 100,
      real: 0.5 + oof,
      chance: 0.5,
      shuffled: Array.from({ length: 19 }, () => 0.5),
      isLeaking: false,
    },
    findings: [],
    isComplete: true,
  });
  const verdict = (oof: number, pValue: number, test: number) =>
    notPredictable({
      target: 'y',
      checks: checks(oof, pValue),
      testGains: [around(test)],
    });

  it('says so with its evidence where nothing is better than guessing', () => {
    expect(verdict(0.02, 0.3, -0.01)?.finding).toMatchObject({
      code: 'TARGET_NOT_PREDICTABLE',
      message:
        '"y" is not predictable from these columns: the best model has ROC AUC 0.52 out of fold, 0.5 without looking at any column (a gain of 0.02, 90 %: -0.03 to 0.07, once the luck of the best of many is taken out). On 19 targets in random order the same model did as well 5 times.',
      details: { pValue: 0.3, value: 0.52, baselineValue: 0.5 },
    });
  });

  it.each([
    ['the folds are sure', 0.1, 0.3, 0.01],
    ['the test part is sure', 0.02, 0.3, 0.1],
    ['all point the same way, and shuffles hardly do as well', 0.02, 0.05, 0.02],
  ])('says nothing where %s', (_what, oof, pValue, test) => {
    expect(verdict(oof, pValue, test)).toBeUndefined();
  });

  it('does not rule out what few rows could not have shown', () => {
    expect(verdict(0.2, 0.3, -0.01)).toBeUndefined();
    const wide = { value: 0.02, low: -0.3, high: 0.3 };
    const { gain, ...rest } = checks(0.02, 0.3);
    const few = { ...rest, ...(gain && { gain: { ...gain, gain: wide } }) };
    expect(notPredictable({ target: 'y', checks: few, testGains: [] })?.verdict).toBe(
      'Nothing shows that "y" is predictable from these columns, and the rows are too few to rule it out.',
    );
  });

  it('is not moved by shuffles alone', () => {
    expect(verdict(0.02, 0.05, -0.02)?.finding).toMatchObject({
      code: 'TARGET_NOT_PREDICTABLE',
      // 19 shuffles and the target itself: a p-value of 0.05 is one place of 20.
      message: expect.stringMatching(/the same model did as well never\.$/),
      details: { pValue: 0.05, value: 0.52, baselineValue: 0.5 },
    });
  });
});
