import { DAY_MS, type NumericColumn } from '../table/index.ts';

/** Moves a number to the nearest one that its column could hold. */
export type Grid = (value: number) => number;

const DECIMAL_SCALES = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000];
const DATE_UNITS = [DAY_MS, 3_600_000, 60_000, 1000, 1];

/**
 * How finely the values of a column are written: a made number has as many decimals as the column at most, so whole
 * numbers stay whole; a made date stays at midnight, or on the hour, minute, second or millisecond, where all dates are.
 *
 * Numbers with more than 6 decimals are measured, not written: they stay as they come.
 *
 * @cost O(n)
 */
export function columnGrid({ kind, values }: NumericColumn): Grid {
  const isOn = (grid: Grid): boolean =>
    values.every((value) => Number.isNaN(value) || grid(value) === value);
  return (kind === 'date' ? DATE_GRIDS : DECIMAL_GRIDS).find(isOn) ?? ((value) => value);
}

const DATE_GRIDS = DATE_UNITS.map(
  (unit): Grid =>
    (value) =>
      Math.round(value / unit) * unit + 0,
);

const DECIMAL_GRIDS = DECIMAL_SCALES.map(
  (scale): Grid =>
    (value) => {
      const scaled = value * scale;
      return Math.abs(scaled) < Number.MAX_SAFE_INTEGER ? Math.round(scaled) / scale + 0 : value;
    },
);
