import { risingOrder } from '../math/index.ts';

/** Rows in increasing order of a score, with the places where the score changes. */
export interface Ranking {
  /** Row numbers, lowest score first. Length n. */
  readonly order: Int32Array;
  /** 1 where a row in this order has another score than the one before; 1 at place 0. Length n. */
  readonly startsTie: Uint8Array;
}

/**
 * Ranks rows by a score; tied rows keep their order and share one run.
 *
 * @cost That of `risingOrder`.
 */
export function rank(scores: Float64Array): Ranking {
  const order = risingOrder(scores);
  const startsTie = new Uint8Array(order.length);
  for (let k = 0; k < order.length; k++)
    startsTie[k] = k === 0 || scores[order[k]] !== scores[order[k - 1]] ? 1 : 0;
  return { order, startsTie };
}

/**
 * Area under the ROC curve of ranked rows: the chance that a positive row outranks a negative one, ties counting half.
 *
 * @param isPositive 1 for a positive row. Length n, in the order of the rows, not of the ranking.
 * @returns 0 to 1; NaN when one of the two classes has no weight.
 * @cost O(n)
 * @source Hanley & McNeil (1982), "The Meaning and Use of the Area under a ROC Curve", Radiology 143, 29-36.
 */
export function rankedAuc(
  { order, startsTie }: Ranking,
  isPositive: Uint8Array,
  weights: Float64Array,
): number {
  let area = 0;
  let positives = 0;
  let negativesBelow = 0;
  let tiedPositives = 0;
  let tiedNegatives = 0;
  for (let k = 0; k < order.length; k++) {
    if (startsTie[k] === 1) {
      area += tiedPositives * (negativesBelow + tiedNegatives / 2);
      positives += tiedPositives;
      negativesBelow += tiedNegatives;
      tiedPositives = 0;
      tiedNegatives = 0;
    }
    const row = order[k];
    if (isPositive[row] === 1) tiedPositives += weights[row];
    else tiedNegatives += weights[row];
  }
  area += tiedPositives * (negativesBelow + tiedNegatives / 2);
  positives += tiedPositives;
  negativesBelow += tiedNegatives;
  return area / (positives * negativesBelow);
}

/**
 * 1 for each row of one class, else 0.
 *
 * @shape n
 */
export function membership(truth: Int32Array, code: number): Uint8Array {
  const isMember = new Uint8Array(truth.length);
  for (let i = 0; i < truth.length; i++) isMember[i] = truth[i] === code ? 1 : 0;
  return isMember;
}
