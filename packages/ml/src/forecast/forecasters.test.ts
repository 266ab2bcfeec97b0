import { AppError } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import type { AnyForecaster } from './forecaster.ts';
import { FORECASTERS } from './forecasters.ts';
import type { Series } from './series/series.ts';
import { madeSales } from './testing/made-series.ts';

const series = (values: readonly number[], period = 1): Series => ({
  values: Float64Array.from(values),
  period,
});
const wave = (n: number, size: number) => Array.from({ length: n }, (_, t) => size * ((t * 7) % 5));

const AWKWARD: readonly (readonly [string, Series])[] = [
  ['one point', series([5])],
  ['two points', series([5, 7])],
  ['three points', series([5, 7, 6])],
  ['five points', series([5, 7, 6, 9, 8])],
  ['a constant', series(new Array<number>(40).fill(3))],
  ['zeros', series(new Array<number>(40).fill(0))],
  ['a line', series(Array.from({ length: 40 }, (_, t) => 3 * t - 20))],
  ['negative numbers', series(wave(40, -2))],
  ['zeros between numbers', series(Array.from({ length: 60 }, (_, t) => (t % 4 === 0 ? 5 : 0)))],
  ['numbers of 10^12', series(wave(40, 1e12))],
  ['numbers of 10^-9', series(wave(40, 1e-9))],
  ['less than one period', series(wave(9, 3), 12)],
  ['just over two periods', series(wave(27, 3), 12)],
  ['a period of a year of days', series(wave(400, 3), 365)],
  ['a perfect season', series(wave(60, 3), 5)],
  ['a jump at the end', series([...wave(40, 1), 1000])],
];

/** Few steps to learn, since boosted lags learn each of them. */
const QUICK = { horizon: 2 };

describe.each(FORECASTERS.map((one) => [one.name, one] as const))('%s', (_name, forecaster) => {
  it.each(AWKWARD)('forecasts %s, or says why not', (_what, awkward) => {
    const sentence = forecaster.refusal(awkward);
    if (sentence === undefined) expectForecast(forecaster, awkward);
    else {
      const thrown = thrownBy(() => forecaster.fit(awkward));
      expect(thrown).toMatchObject({ code: 'TABLE_TOO_SMALL', message: sentence });
      expect(sentence).toMatch(/^[a-z-]+ must .*, got .*\.$/);
    }
  });

  it('refuses no points, missing ones and impossible periods', () => {
    const refused = (given: Series) => thrownBy(() => forecaster.fit(given));
    const gap = { values: Float64Array.of(1, 2, Number.NaN, 4), period: 1 };
    expect(refused(series([]))).toMatchObject({
      code: 'TABLE_EMPTY',
      message: `${forecaster.name}.fit must get at least one point, got 0.`,
    });
    expect(refused(gap)).toMatchObject({
      code: 'TARGET_UNUSABLE',
      message: `${forecaster.name}.fit must get a finite number at every point, got NaN at point 3.`,
    });
    expect(refused(series([1, 2, 3], 1.5))).toMatchObject({
      code: 'ARGUMENT_INVALID',
      details: { forecaster: forecaster.name, period: '1.5' },
    });
  });

  const sales = madeSales(60);
  const state: unknown = forecaster.fit(sales, QUICK);

  it('refuses horizons and levels that are none', () => {
    const refused = (horizon: number, levels: readonly number[]) =>
      thrownBy(() => forecaster.forecast(state, horizon, levels));
    expect(refused(0, [])).toMatchObject({
      code: 'ARGUMENT_INVALID',
      details: { forecaster: forecaster.name, horizon: '0' },
    });
    expect(refused(3, [95])).toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: 'A level of intervals must lie between 0 and 1, got 95.',
      details: { level: '95' },
    });
  });

  it('leaves the series untouched, and keeps nothing of it', () => {
    const given = madeSales(60);
    const before = given.values.slice();
    const own: unknown = forecaster.fit(given, QUICK);
    expect(given.values).toEqual(before);
    const first = forecaster.forecast(own, 6, [0.9]);
    given.values.fill(0);
    expect(forecaster.forecast(own, 6, [0.9])).toEqual(first);
  });

  it('has a state of plain JSON and typed arrays', () => {
    expect(structuredClone(state)).toEqual(state);
    expectPlain(state);
  });

  it('keeps the form and learns the numbers anew after `like`', () => {
    const later: unknown = forecaster.fit(madeSales(72, 2), { ...QUICK, like: state });
    expect(forecaster.forecast(later, 4, []).mean.every(Number.isFinite)).toBe(true);
    const again: unknown = forecaster.fit(sales, { ...QUICK, like: state });
    const [one, other] = [state, again].map((each) => forecaster.forecast(each, 4, []).mean);
    one.forEach((value, h) => {
      expect(Math.abs(value - other[h])).toBeLessThan(0.005 * value);
    });
  });

  it('gives numbers twice as large for a series twice as large', () => {
    const given = madeSales(50);
    const twice = { ...given, values: given.values.map((value) => 2 * value) };
    const [one, two] = [given, twice].map((each) =>
      forecaster.forecast(forecaster.fit(each, QUICK), 5, [0.8]),
    );
    one.mean.forEach((value, h) => {
      expect(two.mean[h] / 2).toBeCloseTo(value, 1);
    });
  });
});

function expectForecast(forecaster: AnyForecaster, given: Series): void {
  const { mean, deviation, intervals } = forecaster.forecast(
    forecaster.fit(given),
    15,
    [0.5, 0.95],
  );
  expect(mean).toHaveLength(15);
  expect(mean.every(Number.isFinite)).toBe(true);
  expect(intervals).toHaveLength(deviation === undefined ? 0 : 2);
  if (deviation === undefined) return;
  expect(deviation.every((value) => value >= 0 && Number.isFinite(value))).toBe(true);
  const [half, most] = intervals;
  mean.forEach((value, h) => {
    expect(most.lower[h]).toBeLessThanOrEqual(half.lower[h]);
    expect(half.lower[h]).toBeLessThanOrEqual(value);
    expect(half.upper[h]).toBeGreaterThanOrEqual(value);
    expect(most.upper[h]).toBeGreaterThanOrEqual(half.upper[h]);
  });
}

/** No NaN, infinity, function or undefined outside of typed arrays. */
function expectPlain(value: unknown): void {
  if (ArrayBuffer.isView(value) || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number') expect(value).toSatisfy(Number.isFinite);
  else {
    expect(value).toBeTypeOf('object');
    for (const part of Object.values(value as object)) expectPlain(part);
  }
}

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return error;
  }
  return undefined;
}
