import {
  canEnrich,
  createSearcher,
  DEFAULT_STRATEGY,
  type Draft,
  estimatorSpace,
  getStrategy,
  type Purpose,
  portfolio,
  withEnriched,
  workOf,
  zeroShot,
} from '@kaizenml/ml/search';
import type { CandidateSource, TrialData } from '../../../automl/index.ts';
import type { Validated } from '../validate.ts';
import { areTooDear, cheapestFirst } from './cheapest-first.ts';

/** Candidates in a row that were no better than the best, after which the clock is not waited for. */
const PATIENCE = 30;

/** What decides which candidates are tried. */
export interface SourceParams {
  readonly seed: number;
  /** Candidates besides the baselines; undefined: as many as the time allows. */
  readonly trials?: number | undefined;
  /** True where all the time is to be used; else a search ends after many candidates in vain. */
  readonly usesAllTime?: boolean | undefined;
  /** Name of the strategy behind the portfolio. Default: `DEFAULT_STRATEGY`. */
  readonly strategy?: string | undefined;
  /** Time of the whole run, milliseconds: with little of it candidates are compared on fewer rows. Default: any. */
  readonly budgetMs?: number | undefined;
}

/** Where candidates come from, and whether the budget changes their order. */
export interface OrderedSource extends CandidateSource {
  readonly isCheapestFirst: boolean;
}

/**
 * The baselines; what was good elsewhere; then what lies near to what is good here.
 *
 * @throws ARGUMENT_INVALID for a strategy that we do not have
 */
export function candidateSource(
  { task, aim, weights, classes }: Validated,
  { features, folds }: TrialData,
  {
    seed,
    trials,
    usesAllTime,
    strategy = DEFAULT_STRATEGY,
    budgetMs,
    nWorkers,
  }: SourceParams & { readonly nWorkers: number },
): OrderedSource {
  const kind = task === 'regression' ? 'regression' : 'classification';
  const { nRows } = features;
  const purpose: Purpose = { aim, isWeighted: weights !== undefined };
  const shape = { nRows, nColumns: features.columns.length, nClasses: classes.length };
  const hasText = features.columns.some(({ kind: each }) => each === 'text');
  const costOf = (draft: Draft): number => workOf(draft, shape);
  const known = zeroShot(kind, { nRows, purpose, hasText });
  const listed = canEnrich(features) ? withEnriched(known, features) : known;
  const nFolds = folds.length;
  const isCheapestFirst = areTooDear(listed, { costOf, budgetMs, nFolds, nWorkers });
  return {
    isCheapestFirst,
    baselines: portfolio(task, { nTrials: 0, nRows }),
    searcher: createSearcher({
      space: estimatorSpace(kind, { nRows, purpose }),
      strategy: getStrategy(strategy),
      seed,
      nFolds,
      first: isCheapestFirst ? cheapestFirst(listed, costOf) : listed,
      costOf,
    }),
    nTrials: trials,
    ...(trials !== undefined && { costOf }),
    ...(trials === undefined && !usesAllTime && { patience: PATIENCE }),
  };
}
