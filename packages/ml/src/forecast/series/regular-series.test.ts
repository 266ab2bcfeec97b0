import { describe, expect, it } from 'vitest';
import { parseDate } from '../../table/index.ts';
import { madeSales, madeWalk } from '../testing/made-series.ts';
import { gridOf } from './frequency.ts';
import { inferFrequency, periodsOf } from './infer-frequency.ts';
import { inferPeriod } from './infer-period.ts';
import { type RegularSeries, regularSeries } from './regular-series.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const dates = (...texts: string[]) => Float64Array.from(texts, (text) => parseDate(text));
const steps = (n: number, ms: number) => Float64Array.from({ length: n }, (_, t) => t * ms);

describe('inferFrequency', () => {
  it.each([
    [
      'months',
      dates('2024-01-01', '2024-02-01', '2024-04-01', '2024-05-01'),
      { kind: 'months', every: 1 },
    ],
    [
      'ends of months',
      dates('2024-01-31', '2024-02-29', '2024-03-31'),
      { kind: 'months', every: 1 },
    ],
    ['quarters', dates('2023-01-01', '2023-04-01', '2023-07-01'), { kind: 'months', every: 3 }],
    ['years', dates('2019-06-30', '2020-06-30', '2022-06-30'), { kind: 'months', every: 12 }],
    ['hours', steps(9, HOUR), { kind: 'fixed', stepMs: HOUR }],
    ['weeks', steps(9, 7 * DAY), { kind: 'fixed', stepMs: 7 * DAY }],
    ['four weeks', steps(9, 28 * DAY), { kind: 'fixed', stepMs: 28 * DAY }],
  ] as const)('sees %s', (_what, instants, frequency) => {
    expect(inferFrequency(instants)).toEqual(frequency);
  });

  it('sees business days, and days where a weekend is among them', () => {
    const workdays = steps(40, DAY).filter((t) => (t / DAY + 3) % 7 < 5);
    expect(inferFrequency(workdays)).toEqual({ kind: 'business-days' });
    expect(inferFrequency(steps(40, DAY))).toEqual({ kind: 'fixed', stepMs: DAY });
  });

  it('sees none in one point, nor in points of no order', () => {
    expect(inferFrequency([5])).toBeUndefined();
    expect(inferFrequency([0, 7, 19, 20, 57, 61])).toBeUndefined();
  });
});

describe('periods', () => {
  it('are those of the calendar', () => {
    expect(periodsOf({ kind: 'fixed', stepMs: HOUR })).toEqual([24, 168]);
    expect(periodsOf({ kind: 'fixed', stepMs: DAY })).toEqual([7, 365]);
    expect(periodsOf({ kind: 'fixed', stepMs: 7 * DAY })).toEqual([52]);
    expect(periodsOf({ kind: 'months', every: 3 })).toEqual([4]);
    expect(periodsOf({ kind: 'months', every: 12 })).toEqual([]);
    expect(periodsOf({ kind: 'business-days' })).toEqual([5]);
  });

  it('are found where a series repeats, and not in a walk', () => {
    expect(inferPeriod(madeSales(96).values, [4, 12])).toBe(12);
    expect(inferPeriod(madeWalk(96).values, [4, 12])).toBe(1);
    const slow = Float64Array.from({ length: 400 }, (_, t) => Math.sin(t / 20));
    expect(inferPeriod(slow, [7, 12])).toBe(1);
  });
});

describe('regularSeries', () => {
  it('sorts, merges, fills and drops, and says how often', () => {
    const { series, frequency, nDropped, nMerged, nFilled } = regularSeries({
      instants: dates(
        '2024-03-01',
        '2024-01-01',
        '2024-01-01',
        '2024-05-01',
        '2024-06-01',
        '2024-07-01',
      ),
      values: Float64Array.of(3, 0, 2, 5, Number.NaN, 7),
    });
    expect(frequency).toEqual({ kind: 'months', every: 1 });
    expect(series.values).toEqual(Float64Array.of(1, 2, 3, 4, 5, 6, 7));
    expect(series.instants[1]).toBe(parseDate('2024-02-01'));
    expect({ nDropped, nMerged, nFilled }).toEqual({ nDropped: 0, nMerged: 1, nFilled: 3 });
  });

  it('drops what is missing at the ends, and what lies between the steps', () => {
    const { series, nDropped } = regularSeries(
      {
        instants: Float64Array.of(
          Number.NaN,
          0,
          DAY,
          2 * DAY,
          2.5 * DAY,
          3 * DAY,
          4 * DAY,
          5 * DAY,
        ),
        values: Float64Array.of(9, Number.NaN, 1, 2, 8, 3, 4, Number.NaN),
      },
      { frequency: { kind: 'fixed', stepMs: DAY } },
    );
    expect(series.values).toEqual(Float64Array.of(1, 2, 3, 4));
    expect(series.instants[0]).toBe(DAY);
    expect(nDropped).toBe(4);
  });

  it('fills a gap with the seasons around it', () => {
    const { values } = madeSales(60);
    const gap = values.map((value, t) => (t === 30 ? Number.NaN : value));
    const points = { instants: steps(60, DAY), values: gap };
    const { series } = regularSeries(points, { period: 12 });
    expect(series.values[30]).toBe((values[18] + values[42]) / 2);
  });

  it('goes on after the last point by the calendar', () => {
    const instantsAfter = ({ series: { instants }, frequency }: RegularSeries, horizon: number) =>
      Float64Array.from({ length: horizon }, (_, h) =>
        gridOf(frequency, instants[0]).instantAt(instants.length + h),
      );
    const ends = regularSeries({
      instants: dates('2023-11-30', '2023-12-31', '2024-01-31'),
      values: Float64Array.of(1, 2, 3),
    });
    expect(instantsAfter(ends, 2)).toEqual(dates('2024-02-29', '2024-03-31'));
    const workdays = steps(20, DAY).filter((t) => (t / DAY + 3) % 7 < 5);
    const business = regularSeries({ instants: workdays, values: workdays.map((_, t) => t) });
    expect(business.nFilled).toBe(0);
    expect(instantsAfter(business, 3)).toEqual(dates('1970-01-21', '1970-01-22', '1970-01-23'));
  });

  it('refuses points without a common step, without values, or mostly missing', () => {
    const refused = (instants: Float64Array, values: Float64Array, stepMs?: number) => () =>
      regularSeries(
        { instants, values },
        stepMs === undefined ? {} : { frequency: { kind: 'fixed', stepMs } },
      );
    const of = (code: string, message: string) => expect.objectContaining({ code, message });
    expect(refused(Float64Array.of(0, 7, 19, 20, 57), Float64Array.of(1, 2, 3, 4, 5))).toThrow(
      of(
        'TARGET_UNUSABLE',
        'A series must have points at equal distances, got 5 points without a common step.',
      ),
    );
    expect(refused(Float64Array.of(0, 1), Float64Array.of(2e-320, 0))).toThrow(
      of(
        'TARGET_UNUSABLE',
        `A series must have a value of at least 1e-100 by size, or zeros alone, got ${2e-320} at most.`,
      ),
    );
    for (const [n, got] of [
      [1, '1 value'],
      [3, '3 values at 1 time'],
    ] as const)
      expect(refused(new Float64Array(n), new Float64Array(n))).toThrow(
        of('TARGET_UNUSABLE', `A series must have values at two times at least, got ${got}.`),
      );
    expect(refused(Float64Array.of(0, 1), Float64Array.of(Number.NaN, Number.NaN))).toThrow(
      of(
        'TABLE_EMPTY',
        'A series must have at least one value with an instant, got 2 points without.',
      ),
    );
    expect(refused(Float64Array.of(0, 1e12), Float64Array.of(1, 2), 1)).toThrow(
      of(
        'TARGET_UNUSABLE',
        'A series must have a value at half of its steps at least, got 2 values for 1000000000001 steps.',
      ),
    );
    expect(refused(Float64Array.of(0), Float64Array.of(1, 2))).toThrow(
      of(
        'SHAPE_MISMATCH',
        'A series must have one value per instant, got 2 values and 1 instants.',
      ),
    );
  });
});
