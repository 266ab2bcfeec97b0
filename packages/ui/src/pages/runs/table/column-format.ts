import { formatNumber } from '../../../charts/index.ts';

/** Significant digits of the largest number of a column. */
const DIGITS = 4;
const MOST_DECIMALS = 6;

/**
 * How the numbers of one column are written: with as many decimals each that the largest has four significant digits, so
 * that they stand below each other. Where numbers are too different in size for that, each for itself.
 */
export function columnFormat(values: readonly number[]): (value: number) => string {
  const sizes = values
    .filter(Number.isFinite)
    .map(Math.abs)
    .filter((size) => size > 0);
  if (sizes.length === 0) return single;
  const largest = Math.max(...sizes);
  if (largest >= 1e6 || largest < 1e-3 || Math.min(...sizes) < largest * 1e-4) return single;
  const isWhole = values.every((value) => !Number.isFinite(value) || Number.isInteger(value));
  const decimals = isWhole
    ? 0
    : Math.min(MOST_DECIMALS, Math.max(0, DIGITS - 1 - Math.floor(Math.log10(largest))));
  return (value) => (Number.isFinite(value) ? minus(value.toFixed(decimals)) : notFinite(value));
}

function single(value: number): string {
  return Number.isFinite(value) ? formatNumber(value) : notFinite(value);
}

function notFinite(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
}

function minus(digits: string): string {
  return Number(digits) === 0 ? digits.replace('-', '') : digits.replace('-', '−');
}
