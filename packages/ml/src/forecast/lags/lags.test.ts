import { describe, expect, it } from 'vitest';
import { forecastPool } from '../models/boosted-lags.ts';
import type { Series } from '../series/series.ts';
import { madeSales } from '../testing/made-series.ts';
import { fitLags } from './fit-lags.ts';
import { lagLayout } from './lag-layout.ts';
import { lagRows } from './lag-rows.ts';
import { lagView, meanChange } from './lag-view.ts';
import { writeLagRow } from './write-lag-row.ts';

const DAY = 86_400_000;
const series: Series = {
  ...madeSales(80),
  instants: Float64Array.from({ length: 80 }, (_, t) => t * DAY),
};
const layout = lagLayout(series);

function rowAt(given: Series, origin: number, step: number): Float64Array {
  const view = lagView(given);
  const out = new Float64Array(layout.nColumns);
  const scale = meanChange(view, origin);
  const instant = given.instants?.[origin + step] ?? 0;
  writeLagRow(view, { origin, step, scale, instant }, { layout, out, at: 0 });
  return out;
}

describe('rows of lags', () => {
  it.each([1, 7, 12, 13])('know nothing after their origin, %i steps ahead', (step) => {
    const blind = { ...series, values: series.values.map((v, t) => (t <= 50 ? v : 1e9)) };
    expect(rowAt(blind, 50, step)).toEqual(rowAt(series, 50, step));
    expect(rowAt(blind, 51, step)).not.toEqual(rowAt(series, 51, step));
  });

  it('fill every column of the layout', () => {
    expect(rowAt(series, 60, 3).every((value) => !Number.isNaN(value))).toBe(true);
  });

  it('are the same for a series of another level and unit, but for their relation', () => {
    const other = { ...series, values: series.values.map((v) => 1000 * v + 5e5) };
    const [one, two] = [rowAt(series, 60, 3), rowAt(other, 60, 3)];
    one.forEach((value, column) => {
      if (column !== 2) expect(two[column]).toBeCloseTo(value, 6);
    });
  });

  it('hold what came, in units of the usual change', () => {
    const { x, y } = lagRows([lagView(series)], { layout, horizon: 2, maxRows: 1e6 });
    const view = lagView(series);
    expect(x.values[0]).toBe(1);
    expect(y[1]).toBeCloseTo((series.values[5] - series.values[3]) / meanChange(view, 3), 12);
    expect(y.length).toBe(x.nRows);
    expect(x.nRows).toBe(2 * (80 - 4) - 1);
  });

  it('are no more than asked for', () => {
    const { x } = lagRows([lagView(series)], { layout, horizon: 4, maxRows: 60 });
    expect(x.nRows).toBeLessThanOrEqual(60);
    expect(x.nRows).toBeGreaterThan(40);
  });
});

describe('boosted lags', () => {
  const list = [1, 2, 3].map((seed) => madeSales(84, seed));
  const model = fitLags(list, { horizon: 4 });
  if (model === undefined) throw new TypeError('There are rows to learn from.');

  it('go on from their own answers beyond their horizon', () => {
    const [short] = forecastPool(model, list, { horizon: 4, levels: [] });
    const [long] = forecastPool(model, list, { horizon: 10, levels: [0.9] });
    expect(long.mean.subarray(0, 4)).toEqual(short.mean);
    expect(long.mean.every(Number.isFinite)).toBe(true);
  });

  it('let a series that never changed stay where it is', () => {
    const still = { values: new Float64Array(40).fill(7), period: 12 };
    expect(forecastPool(model, [still], { horizon: 5, levels: [] })[0].mean).toEqual(
      new Float64Array(5).fill(7),
    );
  });

  it('have nothing to learn from series that are too short', () => {
    expect(
      fitLags([{ values: Float64Array.of(1, 2, 3), period: 1 }], { horizon: 2 }),
    ).toBeUndefined();
  });
});
