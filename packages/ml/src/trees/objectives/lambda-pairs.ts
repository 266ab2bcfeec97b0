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
 * Writes the pairwise derivatives of the rows of one group.
 *
 * A pair of gains a > b at places u and v has the loss d ln(1 + exp(-s (f_a - f_b))), where d = (a - b)
 * |discount_u - discount_v| / ideal is the change of NDCG when the two swap places.
 *
 * @cost O(truncation * n)
 */
export function writePairs(
  group: RankedGroup,
  derivatives: Derivatives,
  { discounts, truncation, steepness, normalize }: PairOptions,
): void {
  const { rows, inverseIdeal } = group;
  const n = rows.length;
  const scores = Float64Array.from(rows, (row) => group.scores[row]);
  const gains = Float64Array.from(rows, (row) => group.gains[row]);
  const gradients = new Float64Array(n);
  const hessians = new Float64Array(n);
  const spreads = normalize && scores[0] !== scores[n - 1];
  const nFirst = Math.min(truncation, n - 1);
  let sum = 0;
  for (let u = 0; u < nFirst; u++) {
    for (let v = u + 1; v < n; v++) {
      const difference = gains[u] - gains[v];
      if (difference === 0) continue;
      const isRight = difference > 0;
      const distance = scores[u] - scores[v];
      let change =
        (isRight ? difference : -difference) * (discounts[u] - discounts[v]) * inverseIdeal;
      if (spreads) change /= NEAREST + distance;
      const doubt = sigmoid(isRight ? -steepness * distance : steepness * distance);
      const push = steepness * change * doubt;
      const bend = steepness * push * (1 - doubt);
      gradients[u] += isRight ? -push : push;
      gradients[v] += isRight ? push : -push;
      hessians[u] += bend;
      hessians[v] += bend;
      sum += 2 * push;
    }
  }
  const factor = normalize && sum > 0 ? log(1 + sum) / (Math.LN2 * sum) : 1;
  for (let place = 0; place < n; place++) {
    derivatives.gradients[rows[place]] = factor * gradients[place];
    derivatives.hessians[rows[place]] = factor * hessians[place];
  }
}
