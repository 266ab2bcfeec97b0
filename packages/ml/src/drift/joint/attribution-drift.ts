/** How much columns matter, before and now. */
export interface AttributionDrift {
  /** 1: the order of columns by weight is the same where it counts; less: columns that mattered matter less. */
  readonly ndcg: number;
  /** `ndcg` below 0.9. */
  readonly isDrift: boolean;
  /** Columns whose share of all weight changed, the largest change first. */
  readonly moved: readonly {
    readonly column: string;
    readonly before: number;
    readonly now: number;
  }[];
}

/** NDCG below which attributions are called drifted. */
const LEAST_NDCG = 0.9;

/**
 * Whether a model answers for other reasons than before: columns by their mean absolute contribution, once in the order of now and
 * once in that of before, gains discounted by their place.
 *
 * @param before Mean absolute contribution by column, 0 or more. A column that one side lacks has 0.
 * @source Amazon SageMaker Clarify, "Feature Attribution Drift"; Järvelin & Kekäläinen (2002) for NDCG.
 */
export function attributionDrift(
  before: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
): AttributionDrift {
  const columns = [...new Set([...before.keys(), ...now.keys()])].sort();
  const [were, are] = [before, now].map((weights) => sharesOf(weights, columns));
  const orderBy = (weights: Float64Array) =>
    Int32Array.from(columns.keys()).sort((a, b) => weights[b] - weights[a] || a - b);
  const gainIn = (order: Int32Array) =>
    order.reduce((sum, column, place) => sum + were[column] / Math.log2(place + 2), 0);
  const best = gainIn(orderBy(were));
  const ndcg = best > 0 ? gainIn(orderBy(are)) / best : 1;
  const moved = columns
    .map((column, i) => ({ column, before: were[i], now: are[i] }))
    .filter((each) => each.before !== each.now)
    .sort((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before));
  return { ndcg, isDrift: ndcg < LEAST_NDCG, moved };
}

function sharesOf(weights: ReadonlyMap<string, number>, columns: readonly string[]): Float64Array {
  const values = Float64Array.from(columns, (column) => weights.get(column) ?? 0);
  const sum = values.reduce((total, value) => total + value, 0);
  return sum > 0 ? values.map((value) => value / sum) : values;
}
