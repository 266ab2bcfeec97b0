import { chiSquareCdf } from '../../stats/index.ts';

/** How much two codes of rows have to do with each other. */
export interface Association {
  /** Cramér's V without its bias: 0 (nothing) to 1 (one tells the other). */
  readonly v: number;
  /** Chance of a statistic as large without any association, Pearson's test. */
  readonly pValue: number;
}

/**
 * Association of a yes or no with bins, from counts.
 *
 * @param counts Rows per bin. @param hits Rows per bin that say yes. Both of length k.
 * @source Cramér (1946), "Mathematical Methods of Statistics", 21.9; Bergsma (2013), J. Korean Stat. Soc. 42 (bias).
 */
export function association(counts: readonly number[], hits: readonly number[]): Association {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const yes = hits.reduce((sum, count) => sum + count, 0);
  const used = counts.filter((count) => count > 0).length;
  if (n < 2 || yes === 0 || yes === n || used < 2) return { v: 0, pValue: 1 };
  const share = yes / n;
  let statistic = 0;
  for (let bin = 0; bin < counts.length; bin++)
    if (counts[bin] > 0)
      statistic += (hits[bin] - counts[bin] * share) ** 2 / (counts[bin] * share * (1 - share));
  const excess = Math.max(0, statistic / n - (used - 1) / (n - 1));
  const v = Math.sqrt(Math.min(1, excess / (1 - 1 / (n - 1))));
  return { v, pValue: 1 - chiSquareCdf(statistic, used - 1) };
}
