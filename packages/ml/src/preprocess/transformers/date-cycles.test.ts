import { describe, expect, it } from 'vitest';
import type { Column } from '../../table/index.ts';
import { transformColumn } from '../transform-column.ts';
import { dateCycles } from './date-cycles.ts';

const HOUR = 36e5;
const DAY = 24 * HOUR;
const dates = (values: readonly number[]): Column => ({
  name: 'at',
  kind: 'date',
  values: Float64Array.from(values),
});
/** A year of hours, every 17 of them. */
const year = dates(Array.from({ length: 540 }, (_, i) => i * 17 * HOUR));
const made = transformColumn(dateCycles, dateCycles.fit(year, {}), year);
const cellsOf = (name: string): Float64Array => {
  const column = made.find((one) => one.name === `at_${name}`);
  if (!column || !('values' in column)) throw new Error(`no numbers called ${name}`);
  return column.values;
};

describe('date-cycles', () => {
  it.each([
    ['day', DAY],
    ['week', 7 * DAY],
    ['year', 365.2425 * DAY],
  ] as const)('places an instant on the circle of the %s, to 0.0017', (cycle, period) => {
    const angle = (i: number) => (2 * Math.PI * (i * 17 * HOUR - 4 * DAY)) / period;
    cellsOf(`${cycle}_sine`).forEach((value, i) => {
      expect(Math.abs(value - Math.sin(angle(i)))).toBeLessThan(0.0017);
      expect(Math.abs(cellsOf(`${cycle}_cosine`)[i] - Math.cos(angle(i)))).toBeLessThan(0.0017);
    });
  });

  it('names no cycle that dates do not go through, and no day without a time of day', () => {
    const cycles = (values: readonly number[]) => dateCycles.fit(dates(values), {}).cycles;
    expect(cycles([0, DAY, 3 * DAY])).toEqual([]);
    expect(cycles([0, DAY, 8 * DAY])).toEqual(['week']);
    expect(cycles([0, HOUR])).toEqual(['day']);
    expect(cycles([])).toEqual([]);
  });

  it('keeps the date, and puts a missing one in the middle of each circle', () => {
    const gap = transformColumn(dateCycles, { cycles: ['day'] }, dates([Number.NaN, DAY]));
    expect(gap.map((column) => 'values' in column && [...column.values])).toEqual([
      [Number.NaN, DAY],
      [0, 0],
      [0, 1],
    ]);
  });
});
