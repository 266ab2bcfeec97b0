import { benjaminiHochberg } from './benjamini-hochberg.ts';

/**
 * As `benjaminiHochberg`, for columns that depend on each other in any way: p-values are multiplied by 1 + 1/2 + … + 1/m before.
 *
 * @param pValues 0 to 1, in any order.
 * @returns In the same order; at most 1.
 * @cost O(m log m)
 * @source Benjamini & Yekutieli (2001), Annals of Statistics 29, 1165-1188.
 */
export function benjaminiYekutieli(pValues: ArrayLike<number>): Float64Array {
  let harmonic = 0;
  for (let k = 1; k <= pValues.length; k++) harmonic += 1 / k;
  return benjaminiHochberg(Float64Array.from(pValues, (p) => p * harmonic)).map((p) =>
    Math.min(1, p),
  );
}
