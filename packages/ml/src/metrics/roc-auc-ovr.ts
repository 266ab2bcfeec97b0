import { meanOfDefined } from './confusion.ts';
import { defineMetric } from './metric.ts';
import { asClassification, classScores } from './outcome.ts';
import { membership, rank, rankedAuc } from './ranking.ts';

/**
 * Mean over the classes of the ROC AUC of one class against all others.
 *
 * A class that does not occur has no curve and is left out of the mean.
 *
 * @cost O(nClasses * n log n) once, O(nClasses * n) per weighting.
 * @source Provost & Domingos (2000), "Well-trained PETs", unweighted mean.
 */
export const rocAucOvr = defineMetric({
  name: 'roc_auc_ovr',
  title: 'ROC AUC, one class against the rest',
  tasks: ['multiclass'],
  better: 'higher',
  best: 1,
  bounds: [0, 1],
  unit: 'share',
  doc: 'Chance that a random row of a class gets a higher probability of it than a random other row, averaged over the classes.',
  source: 'Provost & Domingos (2000), "Well-trained PETs: Improving probability estimation trees".',
  prepare: (outcome) => {
    const checked = asClassification('roc_auc_ovr', outcome);
    const classes = Array.from({ length: checked.nClasses }, (_, code) => ({
      ranking: rank(classScores(checked, code)),
      isPositive: membership(checked.truth, code),
    }));
    return (weights) =>
      meanOfDefined(
        classes.map(({ ranking, isPositive }) => rankedAuc(ranking, isPositive, weights)),
      );
  },
});
