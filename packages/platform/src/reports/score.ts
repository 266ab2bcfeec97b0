import type { Estimate } from '@kaizenml/contracts';
import { formatNumber } from '@kaizenml/ui/charts';

/** A figure of merit as tables write it: three decimals below 10, so that columns align and gates compare. */
export function formatScore(value: number): string {
  return Number.isFinite(value) && Math.abs(value) < 10 ? value.toFixed(3) : formatNumber(value);
}

/** `0.985 (0.955–1.000)`. */
export function formatScoreInterval({ value, low, high }: Estimate): string {
  if (low === null || high === null) return formatScore(value);
  const separator = low < 0 || high < 0 ? ' to ' : '–';
  return `${formatScore(value)} (${formatScore(low)}${separator}${formatScore(high)})`;
}
