import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseHistory, type HistoryChoice, type HistoryRows } from './choose-history.ts';

const DAY_MS = 86_400_000;

/** A table of old rows of one instant and a log of new ones, in order of time. */
const someRows: fc.Arbitrary<HistoryRows> = fc
  .record({
    nOld: fc.integer({ min: 0, max: 30 }),
    gaps: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 60 }),
    weight: fc.double({ min: 0.5, max: 8, noNaN: true }),
  })
  .map(({ nOld, gaps, weight }) => {
    let at = 1000 * DAY_MS;
    const times = gaps.map((days) => {
      at += days * DAY_MS;
      return at;
    });
    const n = nOld + gaps.length;
    return {
      at: Float64Array.from({ length: n }, (_, i) => times[i - nOld] ?? 1000 * DAY_MS),
      weights: new Float64Array(n).map((_, i) => (i % 3 === 0 ? weight : 1)),
      firstNew: nOld,
      moments: Int32Array.from(times, (time) => (time - 1000 * DAY_MS) / DAY_MS),
    };
  });

const someChoice: fc.Arbitrary<HistoryChoice> = fc.record({
  history: fc.oneof(
    fc.constantFrom('all' as const, 'since-change' as const),
    fc.record({ windowDays: fc.integer({ min: 1, max: 100 }) }),
    fc.record({ halfLifeDays: fc.integer({ min: 1, max: 100 }) }),
  ),
  untilMs: fc.integer({ min: 1000, max: 1200 }).map((day) => day * DAY_MS),
  changeMs: fc.option(
    fc.integer({ min: 990, max: 1100 }).map((day) => day * DAY_MS),
    { nil: undefined },
  ),
  compareShare: fc.double({ min: 0.05, max: 0.9, noNaN: true }),
});

describe('chooseHistory', () => {
  it('never lets a row be learned from that is of the moments that are compared on, or later', () => {
    fc.assert(
      fc.property(someRows, someChoice, (rows, choice) => {
        const { train, newest } = chooseHistory(rows, choice);
        const { changeMs = Number.NEGATIVE_INFINITY, compareShare } = choice;
        const nCounted = [...rows.at].filter(
          (at, i) => i >= rows.firstNew && at >= changeMs,
        ).length;
        expect(newest.length).toBeGreaterThanOrEqual(Math.ceil(compareShare * nCounted));
        if (nCounted === 0) expect(newest.length).toBe(0);
        expect([...newest]).toEqual([...newest].map((_, i) => rows.at.length - newest.length + i));
        const momentOf = (i: number) => rows.moments[i - rows.firstNew] ?? -1;
        const first = momentOf(newest[0] ?? rows.at.length);
        for (const i of train) {
          expect(i).toBeLessThan(rows.at.length - newest.length);
          if (newest.length > 0) expect(momentOf(i)).toBeLessThan(first);
        }
      }),
    );
  });

  it('learns from every other row, and no row twice, under `all`', () => {
    fc.assert(
      fc.property(someRows, someChoice, (rows, choice) => {
        const { train, newest } = chooseHistory(rows, { ...choice, history: 'all' });
        expect([...train, ...newest]).toEqual([...rows.at.keys()]);
      }),
    );
  });

  it('keeps exactly the rows of a window, and those since the change', () => {
    fc.assert(
      fc.property(someRows, someChoice, fc.integer({ min: 1, max: 100 }), (rows, choice, days) => {
        const every = chooseHistory(rows, { ...choice, history: 'all' }).train;
        const { train } = chooseHistory(rows, { ...choice, history: { windowDays: days } });
        const fromMs = choice.untilMs - days * DAY_MS;
        expect([...train]).toEqual([...every].filter((i) => (rows.at[i] ?? 0) >= fromMs));
        const since = chooseHistory(rows, { ...choice, history: 'since-change' }).train;
        const { changeMs = Number.NEGATIVE_INFINITY } = choice;
        expect([...since]).toEqual([...every].filter((i) => (rows.at[i] ?? 0) >= changeMs));
      }),
    );
  });

  it('learns from the new world, and compares on it, where most new rows are of the old one', () => {
    const at = Float64Array.from({ length: 40 }, (_, day) => day * DAY_MS);
    const rows = {
      ...{ at, weights: new Float64Array(40).fill(1), firstNew: 0 },
      moments: Int32Array.from(at.keys()),
    };
    const choice = { untilMs: 40 * DAY_MS, changeMs: 30 * DAY_MS, compareShare: 0.3 };
    const all = chooseHistory(rows, { ...choice, history: 'all' });
    expect([...all.newest]).toEqual([37, 38, 39]);
    expect(all.train.length).toBe(37);
    const since = chooseHistory(rows, { ...choice, history: 'since-change' });
    expect([...since.train]).toEqual([30, 31, 32, 33, 34, 35, 36]);
  });

  it('halves a weight with every half-life, and keeps their mean at 1', () => {
    const at = Float64Array.from([0, 30, 60, 90, 91], (day) => day * DAY_MS);
    const rows = {
      ...{ at, weights: new Float64Array(5).fill(1), firstNew: 4 },
      moments: Int32Array.from([0]),
    };
    const { train, weights } = chooseHistory(rows, {
      ...{ history: { halfLifeDays: 30 }, untilMs: 90 * DAY_MS, changeMs: undefined },
      compareShare: 0.3,
    });
    expect([...train]).toEqual([0, 1, 2, 3]);
    const mean = (0.125 + 0.25 + 0.5 + 1) / 4;
    for (const [i, weight] of [0.125, 0.25, 0.5, 1].entries())
      expect(weights?.[i]).toBeCloseTo(weight / mean, 12);
  });

  it('weighs rows by what they stand for, whatever scale that has', () => {
    fc.assert(
      fc.property(someRows, someChoice, (rows, choice) => {
        const { weights } = chooseHistory(rows, choice);
        const scaled = chooseHistory({ ...rows, weights: rows.weights.map((w) => 7 * w) }, choice);
        expect(scaled.weights === null).toBe(weights === null);
        for (const [i, weight] of (weights ?? []).entries())
          expect(scaled.weights?.[i]).toBeCloseTo(weight, 9);
      }),
    );
  });
});
