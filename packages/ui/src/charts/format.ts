import type { Estimate } from '@kaizenml/contracts';
import { format } from 'd3-format';

const scientific = format('.3~e');
const whole = format(',.0f');
const tenths = format(',.1~f');
const significant = format('.3~r');

/** A number with the digits that a reader can use: three significant ones, thousands apart. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e15 || size < 1e-4)) return scientific(value);
  if (Number.isInteger(value) || size >= 1000) return whole(value);
  return size >= 100 ? tenths(value) : significant(value);
}

/**
 * A share as percent with one decimal and a space that does not break: `98.5 %`.
 *
 * @param share 0 to 1. A share that is not 0 or 1 is never shown as 0 % or 100 %.
 */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return '–';
  if (share > 0 && share < 0.0005) return '< 0.1\u{a0}%';
  if (share < 1 && share >= 0.9995) return '> 99.9\u{a0}%';
  return `${tenths(share * 100)}\u{a0}%`;
}

/** A number with its sign: `+0.31`, `−0.02`. */
export function formatSigned(value: number): string {
  return value > 0 ? `+${formatNumber(value)}` : formatNumber(value);
}

/**
 * A figure that stands beside others which differ little: three decimals below 10, two below 100, one below 1000, as
 * `0.931`, `17.12`, `204.3`.
 */
export function formatClose(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size >= 1000) return formatNumber(value);
  const digits = value.toFixed(size < 10 ? 3 : size < 100 ? 2 : 1);
  return Number(digits) === 0 ? digits.replace('-', '') : digits.replace('-', '−');
}

/** A value of a metric in its unit: shares as percent, `score` as figures that differ little, the rest as numbers. */
export function formatMetric(value: number, unit: string): string {
  if (unit === 'score') return formatClose(value);
  return unit === 'share' ? formatShare(value) : formatNumber(value);
}

/** An estimate with its 95 % interval: `98.5 % (96–100 %)`. */
export function formatEstimate(estimate: Estimate, unit: string): string {
  const value = formatMetric(estimate.value, unit);
  return estimate.low === null || estimate.high === null
    ? value
    : `${value} (${formatInterval(estimate.low, estimate.high, unit)})`;
}

/** An interval with its unit said once: `96–100 %`. */
export function formatInterval(low: number, high: number, unit: string): string {
  if (unit === 'share') return `${tenths(low * 100)}–${tenths(high * 100)}\u{a0}%`;
  const separator = low < 0 || high < 0 ? ' to ' : '–';
  return `${formatNumber(low)}${separator}${formatNumber(high)}`;
}

/** A figure of merit as tables write it: three decimals below 10, one below 1000, so that columns align and gates compare. */
export function formatScore(value: number): string {
  if (!Number.isFinite(value) || Math.abs(value) >= 1000) return formatNumber(value);
  const digits = value.toFixed(Math.abs(value) < 10 ? 3 : 1);
  return Number(digits) === 0 ? digits.replace('-', '') : digits.replace('-', '−');
}

/** `0.985 (0.955–1.000)`. */
export function formatScoreInterval({ value, low, high }: Estimate): string {
  if (low === null || high === null) return formatScore(value);
  const separator = low < 0 || high < 0 ? ' to ' : '–';
  return `${formatScore(value)} (${formatScore(low)}${separator}${formatScore(high)})`;
}

/** A duration for people: `< 1 ms`, `840 ms`, `12.3 s`, `4 min 10 s`. */
export function formatDuration(ms: number): string {
  if (ms > 0 && ms < 0.5) return '< 1 ms';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const rest = seconds % 60;
  return rest === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${rest} s`;
}

/** `1 row`, `12,345 rows`. */
export function countOf(n: number, noun: string, plural = `${noun}s`): string {
  return `${whole(n)} ${n === 1 ? noun : plural}`;
}

/** A number of bytes: `512 B`, `3.4 kB`, `12 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
  const i = bytes < 1 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
  const scaled = bytes / 1000 ** i;
  return `${i > 0 && scaled < 10 ? scaled.toFixed(1) : scaled.toFixed(0)} ${units[i]}`;
}
