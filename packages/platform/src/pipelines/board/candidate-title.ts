import { getEstimator } from '@kaizenml/ml/models';
import type { Candidate } from '@kaizenml/ml/search';

/**
 * What people call a candidate among others of its kind: `Random forest 2`, `Boosted trees on enriched columns`.
 *
 * Names are `random-forest-2`, `boosted-trees-enriched`: what follows the estimator tells candidates of one kind apart.
 */
export function candidateTitle({
  id,
  estimator,
  isEnriched,
}: Pick<Candidate, 'id' | 'estimator' | 'isEnriched'>): string {
  const [, number = ''] = /-(\d+)$/.exec(id.slice(estimator.length)) ?? [];
  const { title } = getEstimator(estimator);
  const numbered = number === '' ? title : `${title} ${number}`;
  return isEnriched === true ? `${numbered} on enriched columns` : numbered;
}
