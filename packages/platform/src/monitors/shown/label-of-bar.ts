import type { Binning, PairedBar } from '@kaizenml/ml/windows';

/** What a bar is of, in words: a level, a number, or a range such as `20 to 30`. */
export function labelOfBar({ kind, level, low, high }: PairedBar, of: Binning['kind']): string {
  const write = (value: number) =>
    of === 'date' ? writeDate(value, (high ?? value) - (low ?? value)) : writeNumber(value);
  if (kind === 'other-levels') return 'all others';
  if (level !== null) return level;
  if (low === null) return high === null ? 'all' : `below ${write(high)}`;
  if (high === null) return `${write(low)} and more`;
  return kind === 'value' ? write(low) : `${write(low)} to ${write(high)}`;
}

function writeNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}

const DAY_MS = 86_400_000;

function writeDate(ms: number, spanMs: number): string {
  if (!(Math.abs(ms) <= 8.64e15)) return writeNumber(ms);
  const text = new Date(ms).toISOString();
  return spanMs === 0 || spanMs < DAY_MS ? `${text.slice(0, 16)}Z` : text.slice(0, 10);
}
