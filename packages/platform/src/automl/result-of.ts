import { getMetric } from '@kaizenml/ml/metrics';
import type { Result } from '@kaizenml/ml/search';
import type { Attempted } from './trial-of-folds.ts';

/** What the searcher is told of folds that were tried; undefined where the clock cut them. */
export function resultOf(
  { proposed, nFolds }: { readonly proposed: number; readonly nFolds: number },
  { folds, failure, refusal }: Attempted,
  { metric, cost }: { readonly metric: string; readonly cost: number | undefined },
): Result | undefined {
  const spent = cost ?? folds.reduce((sum, { fitMs }) => sum + fitMs, 0);
  const reason = failure ?? refusal;
  if (reason !== undefined) return { proposal: proposed, failure: reason, cost: spent };
  if (folds.length < nFolds) return undefined;
  const sign = getMetric(metric).better === 'higher' ? 1 : -1;
  return { proposal: proposed, scores: folds.map(({ score }) => sign * score), cost: spent };
}
