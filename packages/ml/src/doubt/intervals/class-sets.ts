import type { ClassSets } from '@kaizenml/contracts';
import { LEVELS } from './levels.ts';

/** Rows below which nothing is said. */
const FEWEST_ROWS = 40;

/**
 * Learns sets of classes from probabilities of rows that were held out: the classes whose probability reaches the threshold hold
 * the true one of a new row with at least the probability of the level. They are the smallest such sets on average.
 *
 * @param codes True class per row. Length n.
 * @param probabilities Out of fold, row-major. Length n * nClasses.
 * @returns undefined below 40 rows.
 * @cost O(n log n)
 * @source Sadinle, Lei & Wasserman (2019), "Least ambiguous set-valued classifiers with bounded error levels", JASA 114; Lei & Wasserman (2014).
 */
export function fitClassSets(
  codes: Int32Array,
  probabilities: Float64Array,
  nClasses: number,
): ClassSets | undefined {
  const n = codes.length;
  if (n < FEWEST_ROWS) return undefined;
  const ofTruth = Float64Array.from(codes, (code, i) => probabilities[i * nClasses + code]).sort();
  const thresholds = LEVELS.flatMap((level) => {
    const k = Math.floor((n + 1) * (1 - level) + 1e-9);
    return k < 1 ? [] : [{ level, least: ofTruth[k - 1] }];
  });
  return { nRows: n, thresholds };
}

/**
 * The classes of a set by their places, the most probable first; never empty. Undefined where too few rows were held out.
 *
 * @param probabilities Of one row. Length nClasses.
 * @param level One of `LEVELS`.
 */
export function classSet(
  { thresholds }: ClassSets,
  probabilities: ArrayLike<number>,
  level: number,
): readonly number[] | undefined {
  const threshold = thresholds.find((each) => each.level === level);
  if (threshold === undefined) return undefined;
  const order = Array.from({ length: probabilities.length }, (_, k) => k).sort(
    (a, b) => probabilities[b] - probabilities[a] || a - b,
  );
  return order.filter((k, rank) => rank === 0 || probabilities[k] >= threshold.least);
}
