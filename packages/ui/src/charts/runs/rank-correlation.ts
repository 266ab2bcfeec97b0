import { correlation, ranks } from '@kaizenml/ml/stats';
import { asNumbers, type MixedValue } from './mixed-scale.ts';

/** Fewer runs say nothing about how two things go together. */
const FEWEST = 5;

/** How two fields of runs go together: from −1, one falls as the other rises, to 1. */
export interface RankCorrelation {
  readonly value: number;
  /** Runs that have both. */
  readonly n: number;
}

/**
 * Spearman's rank correlation of the runs that have both; undefined for words, for fewer than five runs, and where one does
 * not vary.
 *
 * @source Spearman (1904), "The Proof and Measurement of Association between Two Things".
 */
export function rankCorrelation(
  xs: readonly MixedValue[],
  ys: readonly MixedValue[],
): RankCorrelation | undefined {
  const [a, b] = [asNumbers(xs), asNumbers(ys)];
  if (a === undefined || b === undefined) return undefined;
  const both = a.flatMap((x, i) => {
    const y = b[i];
    return x === undefined || y === undefined ? [] : [[x, y] as const];
  });
  if (both.length < FEWEST) return undefined;
  const rankOf = (side: 0 | 1) => ranks(Float64Array.from(both, (pair) => pair[side]));
  const value = correlation(rankOf(0), rankOf(1));
  return Number.isNaN(value) ? undefined : { value, n: both.length };
}

/** A correlation in a sentence: `rises with`, `falls with`; undefined where it is too weak to say. */
export function sayCorrelation({ value }: RankCorrelation): 'rises' | 'falls' | undefined {
  if (Math.abs(value) < 0.3) return undefined;
  return value > 0 ? 'rises' : 'falls';
}
