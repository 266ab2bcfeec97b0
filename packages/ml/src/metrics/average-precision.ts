import { defineMetric } from './metric.ts';
import { asClassification, classScores } from './outcome.ts';
import { membership, type Ranking, rank } from './ranking.ts';

/**
 * Average precision of the positive class: the area under the steps of the precision-recall curve.
 *
 * sum over thresholds of (recall step) * precision; tied scores are one threshold.
 *
 * @cost O(n log n) once, O(n) per weighting.
 * @source Manning, Raghavan & Schutze (2008), "Introduction to Information Retrieval", 8.4.
 */
export const averagePrecision = defineMetric({
  name: 'average_precision',
  title: 'Average precision (PR AUC)',
  tasks: ['binary'],
  better: 'higher',
  best: 1,
  bounds: [0, 1],
  unit: 'share',
  doc: 'Precision averaged over all shares of positives found; guessing gives the share of positives.',
  source:
    'Manning, Raghavan & Schutze (2008), "Introduction to Information Retrieval", section 8.4.',
  prepare: (outcome) => {
    const checked = asClassification('average_precision', outcome);
    const ranking = rank(classScores(checked, 1));
    const isPositive = membership(checked.truth, 1);
    return (weights) => rankedAveragePrecision(ranking, isPositive, weights);
  },
});

function rankedAveragePrecision(
  { order, startsTie }: Ranking,
  isPositive: Uint8Array,
  weights: Float64Array,
): number {
  let sum = 0;
  let found = 0;
  let seen = 0;
  let tiedPositives = 0;
  for (let k = order.length - 1; k >= 0; k--) {
    const row = order[k];
    seen += weights[row];
    if (isPositive[row] === 1) tiedPositives += weights[row];
    if (startsTie[k] === 0 || tiedPositives === 0) continue;
    found += tiedPositives;
    sum += (tiedPositives * found) / seen;
    tiedPositives = 0;
  }
  return sum / found;
}
