import type { Estimate } from '@kaizenml/contracts';

/** A number with four significant digits; whole numbers as they are. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return value.toExponential(2);
  return value.toFixed(Math.min(6, Math.max(0, 3 - Math.floor(Math.log10(size)))));
}

/**
 * An estimate with half the width of its interval: `0.842 ± 0.011`. The half width has two significant digits,
 * and the value as many decimals.
 */
export function formatEstimate({ value, low, high }: Estimate): string {
  if (low === null || high === null) return formatNumber(value);
  const half = (high - low) / 2;
  if (!(half > 0)) return formatNumber(value);
  const decimals = Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(half))));
  return `${value.toFixed(decimals)} ± ${half.toFixed(decimals)}`;
}

/** A share as percent: `12 %`, `0.4 %`. */
export function formatShare(share: number): string {
  const percent = share * 100;
  return `${percent !== 0 && Math.abs(percent) < 10 ? percent.toFixed(1) : percent.toFixed(0)} %`;
}

/** An instant to the minute: `2026-03-01T09:30Z`; `–` for none. */
export function formatInstant(iso: string | null): string {
  return iso === null ? '–' : `${iso.slice(0, 16)}Z`;
}

/** A span of time: `12 ms`, `3.4 s`, `2 min 05 s`; `–` for none. */
export function formatDuration(ms: number | null): string {
  if (ms === null) return '–';
  if (ms > 0 && ms < 0.5) return '< 1 ms';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** A number of bytes: `512 B`, `3.4 kB`, `12 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
  const i = bytes < 1 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
  const scaled = bytes / 1000 ** i;
  return `${i > 0 && scaled < 10 ? scaled.toFixed(1) : scaled.toFixed(0)} ${units[i]}`;
}

/** A hash short enough for a table: its first 12 digits. */
export function formatHash(hash: string): string {
  return hash.slice(0, 12);
}
