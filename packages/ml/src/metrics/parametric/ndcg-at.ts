import { AppError } from '@kaizenml/contracts';
import { defineMetric, type Metric, type WeightedValue } from '../metric.ts';
import { asRegression, type Outcome } from '../outcome.ts';
import { groupOffsets, ndcg } from '../ranked/index.ts';

/**
 * Normalized discounted cumulative gain of the first k rows of each group, averaged over groups; see `ndcg`.
 *
 * The truth holds grades of relevance, the answers are scores. Rows of weight 0 are not ranked; a group counts by the mean
 * weight of its other rows. An outcome without groups is one group.
 *
 * @param k Places that count, 1 or more.
 * @throws ARGUMENT_INVALID for another k.
 * @cost O(n log n)
 * @source Järvelin & Kekäläinen (2002), "Cumulated gain-based evaluation of IR techniques", TOIS 20, 422-446.
 */
export function ndcgAt(k: number): Metric {
  if (!(Number.isInteger(k) && k >= 1)) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `The places of ndcg must be a whole number of at least 1, got ${k}.`,
      hint: 'Give how many rows of a group are looked at, such as ndcg@10.',
      details: { k },
    });
  }
  const name = `ndcg@${k}`;
  return defineMetric({
    name,
    title: `NDCG@${k}`,
    tasks: ['regression'],
    better: 'higher',
    best: 1,
    bounds: [0, 1],
    unit: 'none',
    doc: `How near the first ${k} rows of each group come to the best order, the first places counting most; 1 is perfect.`,
    source: 'Järvelin & Kekäläinen (2002), TOIS 20, 422-446.',
    prepare: (outcome) => groupwise(name, outcome, k),
  });
}

/** Values of whole groups are found once; only groups that lose rows to a weight of 0 are ranked again. */
function groupwise(name: string, outcome: Outcome, k: number): WeightedValue {
  const { truth, predicted, groups = new Int32Array(truth.length) } = asRegression(name, outcome);
  const ndcgOf = (rows: Int32Array): number =>
    ndcg(
      {
        grades: Float64Array.from(rows, (row) => truth[row]),
        scores: Float64Array.from(rows, (row) => predicted[row]),
        offsets: Int32Array.of(0, rows.length),
      },
      { k },
    );
  const whole = rowsByGroup(groups).map((rows) => ({ rows, value: ndcgOf(rows) }));
  return (weights) => {
    let sum = 0;
    let total = 0;
    for (const group of whole) {
      const rows = group.rows.filter((row) => weights[row] > 0);
      if (rows.length === 0) continue;
      const value = rows.length === group.rows.length ? group.value : ndcgOf(rows);
      if (Number.isNaN(value)) continue;
      const weight = rows.reduce((all, row) => all + weights[row], 0) / rows.length;
      sum += weight * value;
      total += weight;
    }
    return sum / total;
  };
}

function rowsByGroup(groups: Int32Array): Int32Array[] {
  const order = Int32Array.from(groups.keys()).sort((a, b) => groups[a] - groups[b] || a - b);
  const offsets = groupOffsets(order.map((row) => groups[row]));
  return Array.from({ length: offsets.length - 1 }, (_, q) =>
    order.subarray(offsets[q], offsets[q + 1]),
  );
}
