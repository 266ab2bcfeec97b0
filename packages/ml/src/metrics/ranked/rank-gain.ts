import { log } from '../../math/index.ts';

/** Largest grade of relevance: 2^30 is what a gain may reach. */
export const MAX_GRADE = 30;

/** What a row of this grade is worth: 2^grade - 1. @param grade Whole, 0 to `MAX_GRADE`. */
export function gradeGain(grade: number): number {
  return (1 << grade) - 1;
}

/** Share of its gain that a row keeps at each place: 1 / log2(place + 2), places from 0. @shape n */
export function placeDiscounts(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, place) => Math.LN2 / log(place + 2));
}

/**
 * Largest discounted cumulative gain that the first k places can have.
 *
 * @param grades Of the rows of one group.
 * @param discounts At least min(k, rows) places.
 */
export function idealGain(grades: Float64Array, k: number, discounts: Float64Array): number {
  const sorted = grades.slice().sort();
  const nPlaces = Math.min(k, sorted.length);
  let sum = 0;
  for (let place = 0; place < nPlaces; place++)
    sum += gradeGain(sorted[sorted.length - 1 - place]) * discounts[place];
  return sum;
}
