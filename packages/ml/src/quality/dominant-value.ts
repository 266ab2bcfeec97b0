import {
  type Binning,
  type ColumnWindow,
  holdsOneNumber,
  isLevelBinning,
} from '../windows/index.ts';
import { sayNumber } from './say-number.ts';

/** A value that all rows of a window have, or nearly all. */
export interface DominantValue {
  /** A number, an instant in milliseconds since 1970, or a level. */
  readonly value: number | string;
  /** Of the rows that have a value at all, above 0 and at most 1. */
  readonly share: number;
}

/**
 * The value that at least a share of the rows of a window has.
 *
 * A value that most rows share, but not all, is known of levels and of numbers that have a bin of their own; of texts and ids only lengths
 * are counted, so nothing is known.
 *
 * @param leastShare Of the rows with a value, above 0.5 and at most 1. Default 1.
 * @returns Undefined where no value has as many, or nobody knows.
 * @cost O(bins)
 */
export function dominantValue(
  binning: Binning,
  window: ColumnWindow,
  leastShare = 1,
): DominantValue | undefined {
  if (binning.kind === 'text' || binning.kind === 'id') return undefined;
  const { counts, moments, infinite, newLevels } = window;
  if (!isLevelBinning(binning) && moments.min === moments.max && infinite === 0)
    return { value: moments.min, share: 1 };
  const all = counts.reduce((sum, count) => sum + count, 0);
  const bin = counts.findIndex((count) => count > 0 && count >= leastShare * all);
  if (bin < 0) return undefined;
  if (!isLevelBinning(binning))
    return leastShare < 1 && holdsOneNumber(binning, bin)
      ? { value: binning.edges[bin], share: counts[bin] / all }
      : undefined;
  const level = binning.levels[bin];
  if (level !== undefined) return { value: level, share: counts[bin] / all };
  const found = [...newLevels].find(([, count]) => count >= leastShare * all);
  return found && { value: found[0], share: found[1] / all };
}

/** What the bin weighs that a value is in: at least as much as the value itself. */
export function weightAtValue(
  binning: Binning,
  { counts }: ColumnWindow,
  value: number | string,
): number {
  const bin = isLevelBinning(binning)
    ? binning.levels.indexOf(String(value))
    : binning.edges.findIndex((edge) => Number(value) <= edge);
  if (bin >= 0) return counts[bin];
  return isLevelBinning(binning) ? 0 : counts[counts.length - 1];
}

/** A value as a person reads it: `12`, `"basic"`, `2026-03-02 04:00 UTC`. */
export function sayValueOf({ kind }: Pick<Binning, 'kind'>, value: number | string): string {
  if (typeof value === 'string') return `"${value}"`;
  const at = new Date(value);
  if (kind !== 'date' || Number.isNaN(at.getTime())) return sayNumber(value);
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
