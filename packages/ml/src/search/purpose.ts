import type { Aim } from '@kaizenml/contracts';
import { type AnyEstimator, getEstimator } from '../models/index.ts';
import type { Draft, Value } from './strategies/space/index.ts';

/** What models must serve, besides the kind of their target. */
export interface Purpose {
  /** Of numbers; for classes it is `mean`. */
  readonly aim: Aim;
  /** Rows have weights. */
  readonly isWeighted: boolean;
}

/** What a search is for unless it is told otherwise. */
export const PLAIN: Purpose = { aim: 'mean', isWeighted: false };

/** An estimator in the place of another one, with parameters that do not vary. */
interface Role {
  readonly estimator: string;
  readonly fixed: Readonly<Record<string, Value>>;
}

/** Who stands for whom: a line for lines, boosted trees for boosted trees. */
const COUNTS: Readonly<Record<string, Role>> = {
  ridge: { estimator: 'generalized-linear', fixed: {} },
  'boosted-trees': { estimator: 'boosted-trees', fixed: { objective: 'poisson' } },
};
const QUANTILES: Readonly<Record<string, Role>> = {
  ridge: { estimator: 'linear-quantiles', fixed: {} },
  'boosted-trees': { estimator: 'quantile-boosting', fixed: {} },
};
const RANKS: Readonly<Record<string, Role>> = {
  'boosted-trees': { estimator: 'boosted-trees', fixed: { objective: 'lambdarank' } },
};

/** Counts that are more often 0, or scatter more, than those of Poisson. */
const OVERDISPERSED: Draft = { estimator: 'boosted-trees', params: { objective: 'tweedie' } };
/** Grades as numbers, whatever the group: what ranking must beat. */
const POINTWISE: Draft = { estimator: 'boosted-trees', params: {} };

/** Parameters of an estimator that its purpose sets; none where any may be tried. Undefined: it does not serve the purpose. */
export function fixedParams(
  { name, traits }: Pick<AnyEstimator, 'name' | 'traits'>,
  { aim, isWeighted }: Purpose,
): Role['fixed'] | undefined {
  if (isWeighted && !traits.weights) return undefined;
  const isPlain = traits.quantiles !== 'only' && !traits.nonNegativeTarget;
  if (aim === 'mean') return isPlain ? {} : undefined;
  if (aim === 'ranking') return RANKS[name]?.fixed ?? (isPlain ? {} : undefined);
  const roles = Object.values(aim === 'counts' ? COUNTS : QUANTILES);
  return roles.find(({ estimator }) => estimator === name)?.fixed;
}

/**
 * Configurations that were good for means, as they serve a purpose: estimators that cannot are replaced by those that stand for
 * them, or left out.
 */
export function servingDrafts(drafts: readonly Draft[], purpose: Purpose): Draft[] {
  const { aim, isWeighted } = purpose;
  const own = drafts.flatMap((draft) => servingDraft(draft, purpose) ?? []);
  const first = own.findIndex(({ estimator }) => estimator === 'boosted-trees');
  const extra = { counts: [OVERDISPERSED], ranking: [POINTWISE], mean: [], quantiles: [] }[aim];
  const all = [...own.slice(0, first + 1), ...extra, ...own.slice(first + 1)];
  return isWeighted ? all.filter(({ estimator }) => getEstimator(estimator).traits.weights) : all;
}

function servingDraft({ estimator, params }: Draft, { aim }: Purpose): Draft | undefined {
  if (aim === 'mean') return { estimator, params };
  const role = { counts: COUNTS, quantiles: QUANTILES, ranking: RANKS }[aim][estimator];
  if (role === undefined) return aim === 'ranking' ? { estimator, params } : undefined;
  const known = getEstimator(role.estimator).params;
  const shared = Object.entries(params).filter(([name]) => Object.hasOwn(known, name));
  return {
    estimator: role.estimator,
    params:
      role.estimator === estimator ? { ...params, ...role.fixed } : Object.fromEntries(shared),
  };
}
