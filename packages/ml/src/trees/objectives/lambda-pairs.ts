import { log, sigmoid } from '../../math/index.ts';

/** Keeps the division by a distance of scores finite. */
const NEAREST = 0.01;

/** How pairs are weighed. */
export interface PairOptions {
  /** Share of its gain that a row keeps at each place. */
  readonly discounts: Float64Array;
  /** Pairs of two rows behind this place are left out. */
  readonly truncation: number;
  readonly steepness: number;
  /** Divide pairs by the distance of their scores and groups by what their pairs sum to. */
  readonly normalize: boolean;
}

/** One group in the order of its scores, highest first. */
export interface RankedGroup {
  /** Row numbers. */
  readonly rows: Int32Array;
  /** By row number. */
  readonly scores: Float64Array;
  /** By row number. */
  readonly gains: Float64Array;
  /** 1 / the largest discounted gain of the group. */
  readonly inverseIdeal: number;
}

/** Derivatives by row number. */
export interface Derivatives {
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
}

/**
 * Adds the pairwise derivatives of one group, whose derivatives must be 0.
 *
 * A pair of gains a > b at places u and v has the loss d ln(1 + exp(-s (f_a - f_b))), where d = (a - b)
 * |discount_u - discount_v| / ideal is the change of NDCG when the two swap places.
 *
 * @cost O(truncation * n)
 */
export function addPairs(
  group: RankedGroup,
  derivatives: Derivatives,
  { discounts, truncation, steepness, normalize }: PairOptions,
): void {
  const { rows, scores, gains, inverseIdeal } = group;
  const { gradients, hessians } = derivatives;
  const spreads = scores[rows[0]] !== scores[rows[rows.length - 1]];
  const nFirst = Math.min(truncation, rows.length - 1);
  let sum = 0;
  for (let u = 0; u < nFirst; u++) {
    for (let v = u + 1; v < rows.length; v++) {
      const difference = gains[rows[u]] - gains[rows[v]];
      if (difference === 0) continue;
      const better = difference > 0 ? rows[u] : rows[v];
      const worse = difference > 0 ? rows[v] : rows[u];
      const lead = scores[better] - scores[worse];
      let change = Math.abs(difference) * (discounts[u] - discounts[v]) * inverseIdeal;
      if (normalize && spreads) change /= NEAREST + Math.abs(lead);
      const doubt = sigmoid(-steepness * lead);
      const push = steepness * change * doubt;
      const bend = steepness * push * (1 - doubt);
      gradients[better] -= push;
      gradients[worse] += push;
      hessians[better] += bend;
      hessians[worse] += bend;
      sum += 2 * push;
    }
  }
  if (!normalize || sum === 0) return;
  const factor = log(1 + sum) / (Math.LN2 * sum);
  for (const row of rows) {
    gradients[row] *= factor;
    hessians[row] *= factor;
  }
}
