import { describe, expect, it } from 'vitest';
import { cutTimes, newestUpTo } from './cut-times.ts';

const DAY_MS = 86_400_000;
const day = (n: number) => n * DAY_MS;
const cut = (times: readonly number[], fromMs: number, toMs: number) =>
  cutTimes(Float64Array.from(times), { everyMs: DAY_MS, fromMs, toMs }).map(
    ({ startMs, endMs, rows }) => [startMs / DAY_MS, endMs / DAY_MS, [...rows]],
  );

describe('cutTimes', () => {
  it('puts every row into the span that holds its time, its begin in it and its end not', () => {
    expect(cut([day(2), day(1), day(2) - 1, day(3) - 1], day(1), day(3))).toEqual([
      [1, 2, [1, 2]],
      [2, 3, [0, 3]],
    ]);
  });

  it('leaves out what was counted before, what is not over, and rows without a time', () => {
    expect(cut([day(0), Number.NaN, day(1), day(2), day(40_000)], day(1), day(2) + 1)).toEqual([
      [1, 2, [2]],
    ]);
  });

  it('tells of spans without rows, also right after what was counted, and of no others', () => {
    expect(cut([day(3)], day(2), day(9))).toEqual([
      [2, 3, []],
      [3, 4, [0]],
    ]);
    expect(cut([day(3)], Number.NEGATIVE_INFINITY, day(9))).toEqual([[3, 4, [0]]]);
  });

  it('passes over gaps of more than a hundred spans, such as one stray date makes', () => {
    expect(cut([0, day(15_000)], Number.NEGATIVE_INFINITY, day(20_000))).toEqual([
      [0, 1, [0]],
      [15_000, 15_001, [1]],
    ]);
  });
});

describe('newestUpTo', () => {
  it('ignores times of the future and rows without one', () => {
    expect(newestUpTo(Float64Array.of(1, 7, Number.NaN, 99), 10)).toBe(7);
    expect(newestUpTo(Float64Array.of(Number.NaN), 10)).toBe(Number.NEGATIVE_INFINITY);
  });
});
