import { risingOrder } from '../../math/index.ts';

/**
 * P-values of many columns, adjusted so that those up to a rate hold false alarms in at most that share, on average.
 *
 * The k-th smallest of m p-values becomes the least m p / k of itself and all larger ones. Holds for independent columns and for
 * columns that are positively dependent.
 *
 * @param pValues 0 to 1, in any order.
 * @returns In the same order; at least the p-value, at most 1. A column is drift where it is at most the rate.
 * @cost O(m log m)
 * @source Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300.
 */
export function benjaminiHochberg(pValues: ArrayLike<number>): Float64Array {
  const sorted = risingOrder(Float64Array.from(pValues));
  const m = sorted.length;
  const adjusted = new Float64Array(m);
  let least = 1;
  for (let k = m; k >= 1; k--) {
    const column = sorted[k - 1];
    least = Math.min(least, (m * pValues[column]) / k);
    adjusted[column] = least;
  }
  return adjusted;
}
