import { AppError } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { kFolds, type Split, type SplitBy, splitRows } from './index.ts';

const codes = (nCodes: number) =>
  fc
    .array(fc.integer({ min: -1, max: nCodes - 1 }), { minLength: 24, maxLength: 80 })
    .map((values) => Int32Array.from(values));
const seeds = fc.integer({ min: 0, max: 1e6 });
const shares = fc.double({ min: 0.05, max: 0.6, noNaN: true });
const folds = fc.integer({ min: 2, max: 5 });

const ways: Readonly<Record<SplitBy['kind'], fc.Arbitrary<SplitBy>>> = {
  random: fc.integer({ min: 24, max: 80 }).map((nRows) => ({ kind: 'random', nRows })),
  stratified: codes(4).map((classes) => ({ kind: 'stratified', classes })),
  group: codes(12)
    .filter((groups) => new Set(groups).size >= 7)
    .map((groups) => ({ kind: 'group', groups })),
  time: codes(12)
    .filter((times) => new Set(times).size >= 7)
    .map((times) => ({ kind: 'time', times: Float64Array.from(times) })),
};
const kinds = Object.keys(ways) as SplitBy['kind'][];

const nRowsOf = (by: SplitBy): number => {
  if (by.kind === 'random') return by.nRows;
  if (by.kind === 'stratified') return by.classes.length;
  return by.kind === 'group' ? by.groups.length : by.times.length;
};
const sorted = (rows: Iterable<number>): number[] => [...rows].sort((a, b) => a - b);
const everyRow = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const countOf = (codes: Int32Array, rows: Int32Array, code: number): number =>
  rows.reduce((n, row) => n + (codes[row] === code ? 1 : 0), 0);

describe.each(kinds)('splitRows by %s', (kind) => {
  it('puts every row on exactly one side and leaves no side empty', () => {
    fc.assert(
      fc.property(ways[kind], shares, seeds, (by, testShare, seed) => {
        const { train, test } = splitRows(by, { testShare, random: seededRandom(seed) });
        expect(sorted([...train, ...test])).toEqual(everyRow(nRowsOf(by)));
        expect(Math.min(train.length, test.length)).toBeGreaterThan(0);
      }),
    );
  });

  it('gives the same split for the same seed, rows in increasing order', () => {
    fc.assert(
      fc.property(ways[kind], shares, seeds, (by, testShare, seed) => {
        const draw = (): Split => splitRows(by, { testShare, random: seededRandom(seed) });
        expect(draw()).toEqual(draw());
        expect([...draw().train]).toEqual(sorted(draw().train));
      }),
    );
  });
});

describe.each(kinds)('kFolds by %s', (kind) => {
  it('tests no row twice and never trains on a tested row', () => {
    fc.assert(
      fc.property(ways[kind], folds, seeds, (by, nFolds, seed) => {
        const splits = kFolds(by, { nFolds, random: seededRandom(seed) });
        expect(splits).toHaveLength(nFolds);
        const tested = splits.flatMap(({ test }) => [...test]);
        expect(new Set(tested).size).toBe(tested.length);
        for (const { train, test } of splits) {
          expect(test.length).toBeGreaterThan(0);
          expect(train.length).toBeGreaterThan(0);
          expect(new Set([...train, ...test]).size).toBe(train.length + test.length);
        }
      }),
    );
  });

  it('refuses fewer rows, groups or times than folds, in a sentence', () => {
    const few: Readonly<Record<SplitBy['kind'], SplitBy>> = {
      random: { kind: 'random', nRows: 3 },
      stratified: { kind: 'stratified', classes: Int32Array.of(0, 1, 0) },
      group: { kind: 'group', groups: Int32Array.of(0, 0, 1, 1, 2, 2) },
      time: { kind: 'time', times: Float64Array.of(5, 5, 6, 6, 7, 7) },
    };
    const wanted = {
      random: ['rows', 5],
      stratified: ['rows', 5],
      group: ['groups', 5],
      time: ['distinct times', 6],
    } as const;
    const [what, needed] = wanted[kind];
    expect(() => kFolds(few[kind], { nFolds: 5, random: seededRandom(1) })).toThrow(
      expect.objectContaining({
        code: 'TABLE_TOO_SMALL',
        message: `The split must have at least ${needed} ${what}, got 3.`,
        details: { what, needed, received: 3 },
      }),
    );
  });
});

describe.each(['random', 'stratified', 'group'] as const)('kFolds by %s', (kind) => {
  it('tests every row once', () => {
    fc.assert(
      fc.property(ways[kind], folds, seeds, (by, nFolds, seed) => {
        const splits = kFolds(by, { nFolds, random: seededRandom(seed) });
        expect(sorted(splits.flatMap(({ test }) => [...test]))).toEqual(everyRow(nRowsOf(by)));
      }),
    );
  });
});

describe('stratified', () => {
  it('keeps the share of every class within one row on both sides', () => {
    fc.assert(
      fc.property(codes(5), shares, seeds, (classes, testShare, seed) => {
        const options = { testShare, random: seededRandom(seed) };
        const { test } = splitRows({ kind: 'stratified', classes }, options);
        for (const code of new Set(classes)) {
          const nRows = classes.filter((c) => c === code).length;
          const exact = (nRows * test.length) / classes.length;
          expect(Math.abs(countOf(classes, test, code) - exact)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('keeps the share of every class and the fold size within one row in every fold', () => {
    fc.assert(
      fc.property(codes(5), folds, seeds, (classes, nFolds, seed) => {
        const splits = kFolds(
          { kind: 'stratified', classes },
          { nFolds, random: seededRandom(seed) },
        );
        const sizes = splits.map(({ test }) => test.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        for (const code of new Set(classes)) {
          const counts = splits.map(({ test }) => countOf(classes, test, code));
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('leaves a class of one row in the training part', () => {
    const classes = Int32Array.from({ length: 40 }, (_, i) => (i === 17 ? 2 : i % 2));
    for (let seed = 0; seed < 50; seed++) {
      const options = { testShare: 0.25, random: seededRandom(seed) };
      expect(splitRows({ kind: 'stratified', classes }, options).train).toContain(17);
    }
  });

  it('spreads a class with fewer rows than folds over as many folds as it has rows', () => {
    const classes = Int32Array.from({ length: 40 }, (_, i) => (i < 3 ? 1 : 0));
    const splits = kFolds({ kind: 'stratified', classes }, { nFolds: 5, random: seededRandom(1) });
    const counts = splits.map(({ test }) => countOf(classes, test, 1));
    expect(sorted(counts)).toEqual([0, 0, 1, 1, 1]);
  });
});

describe('group', () => {
  it('never has a group on both sides', () => {
    fc.assert(
      fc.property(ways.group, shares, folds, seeds, (by, testShare, nFolds, seed) => {
        const groups = by.kind === 'group' ? by.groups : new Int32Array();
        const splits = [
          splitRows(by, { testShare, random: seededRandom(seed) }),
          ...kFolds(by, { nFolds, random: seededRandom(seed) }),
        ];
        for (const { train, test } of splits) {
          const trained = new Set(Array.from(train, (row) => groups[row]));
          const both = Array.from(test, (row) => groups[row]).filter(
            (g) => g >= 0 && trained.has(g),
          );
          expect(both).toEqual([]);
        }
      }),
    );
  });

  it('misses the wanted size by less than the largest group', () => {
    fc.assert(
      fc.property(ways.group, shares, seeds, (by, testShare, seed) => {
        const groups = by.kind === 'group' ? by.groups : new Int32Array();
        const { test } = splitRows(by, { testShare, random: seededRandom(seed) });
        const largest = Math.max(
          ...[...new Set(groups)].map((g) => groups.filter((c) => c === g).length),
        );
        const wanted = Math.round(groups.length * testShare);
        expect(Math.abs(test.length - wanted)).toBeLessThanOrEqual(largest);
      }),
    );
  });

  it('refuses a single group', () => {
    const by: SplitBy = { kind: 'group', groups: new Int32Array(30) };
    expect(() => splitRows(by, { testShare: 0.2, random: seededRandom(1) })).toThrow(
      expect.objectContaining({
        code: 'TABLE_TOO_SMALL',
        message: 'The split must have at least 2 groups, got 1.',
        details: { what: 'groups', needed: 2, received: 1 },
      }),
    );
  });
});

describe('time', () => {
  it('never trains on the present or the future of a test row', () => {
    fc.assert(
      fc.property(ways.time, shares, folds, seeds, (by, testShare, nFolds, seed) => {
        const times = by.kind === 'time' ? by.times : new Float64Array();
        const splits = [
          splitRows(by, { testShare, random: seededRandom(seed) }),
          ...kFolds(by, { nFolds, random: seededRandom(seed) }),
        ];
        for (const { train, test } of splits) {
          const lastTrained = Math.max(...Array.from(train, (row) => times[row]));
          const firstTested = Math.min(...Array.from(test, (row) => times[row]));
          expect(lastTrained).toBeLessThan(firstTested);
        }
      }),
    );
  });

  it('cuts at the wanted share when no times are tied', () => {
    const times = Float64Array.from({ length: 50 }, (_, i) => (i * 37) % 50);
    const { test } = splitRows(
      { kind: 'time', times },
      { testShare: 0.2, random: seededRandom(1) },
    );
    expect(sorted(Array.from(test, (row) => times[row]))).toEqual(everyRow(50).slice(40));
  });

  it('grows the training part from fold to fold', () => {
    const times = Float64Array.from({ length: 60 }, (_, i) => i);
    const splits = kFolds({ kind: 'time', times }, { nFolds: 5, random: seededRandom(1) });
    expect(splits.map(({ train }) => train.length)).toEqual([10, 20, 30, 40, 50]);
    expect(splits.map(({ test }) => test.length)).toEqual([10, 10, 10, 10, 10]);
  });

  it('refuses rows without a time', () => {
    const times = Float64Array.of(1, Number.NaN, 3, Number.NaN);
    const attempt = (): Split =>
      splitRows({ kind: 'time', times }, { testShare: 0.5, random: seededRandom(1) });
    expect(attempt).toThrow(AppError);
    expect(attempt).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message:
          'A split by time must have a time in every row, got 2 without, the first in row 2.',
        details: { nMissing: 2, row: 1 },
      }),
    );
  });
});
