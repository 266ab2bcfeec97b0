import { defineMetric } from './metric.ts';
import { asClassification, classScores } from './outcome.ts';
import { membership, rank, rankedAuc } from './ranking.ts';

/**
 * Area under the ROC curve of the positive class, by mid-ranks.
 *
 * @cost O(n log n) once, O(n) per weighting.
 * @source Hanley & McNeil (1982), Radiology 143, 29-36.
 */
export const rocAuc = defineMetric({
  name: 'roc_auc',
  title: 'ROC AUC',
  tasks: ['binary'],
  better: 'higher',
  best: 1,
  bounds: [0, 1],
  unit: 'share',
  doc: 'Chance that a random positive row gets a higher probability than a random negative one; 0.5 is guessing.',
  source:
    'Hanley & McNeil (1982), "The Meaning and Use of the Area under a ROC Curve", Radiology 143.',
  prepare: (outcome) => {
    const checked = asClassification('roc_auc', outcome);
    const ranking = rank(classScores(checked, 1));
    const isPositive = membership(checked.truth, 1);
    return (weights) => rankedAuc(ranking, isPositive, weights);
  },
});
