import { resolveParams } from '@kaizenml/contracts';
import { type Link, scorerOf, type TreeEnsemble } from '../../trees/ensemble/index.ts';
import { custom, getObjective, type Objective } from '../../trees/objectives/index.ts';
import type { Estimator, FitContext } from '../estimator.ts';
import { assertColumns, assertFitInputs } from '../refusals.ts';
import { stateCheck } from '../state-reader.ts';
import { answersOf } from './parts/answers-of.ts';
import { assertConstraints } from './parts/assert-constraints.ts';
import { assertPrevious } from './parts/assert-previous.ts';
import { assertStartScores } from './parts/assert-start-scores.ts';
import { assertValidation } from './parts/assert-validation.ts';
import { BOOSTING_PARAMS } from './parts/boosting-params.ts';
import { balancedWeights } from './parts/class-weights.ts';
import { type BoostingParams, fitBoosting } from './parts/fit-boosting.ts';
import { type FitRows, holdOut } from './parts/hold-out.ts';

/** What boosted trees learn. */
export interface BoostedTreesState {
  /** 0 for regression. */
  readonly nClasses: number;
  readonly ensemble: TreeEnsemble;
  /** From raw answers to answers. */
  readonly link: Link;
  /** Score of the validation rows after each round; empty where there were none. */
  readonly history: Float64Array;
}

const LINKS = ['identity', 'exp', 'logistic', 'softmax', 'logistic-each'] as const satisfies Link[];

/** What `scorerOf` does not check. */
const checkBoosted = stateCheck<BoostedTreesState>((state) => {
  state.field('link').text(LINKS);
  state.field('ensemble').record();
});

/**
 * Gradient boosted decision trees: each tree takes a Newton step on the loss of those before it.
 *
 * Columns are cut into at most 255 bins, gradients are summed as whole numbers: the model is the same for any
 * number of threads. Missing values learn a direction at every split; categories are split into sets
 * of levels, each of which must gain more than it would by chance. The 254 most frequent levels of a category are told
 * apart, and of the next 3810 those of at least 20 rows.
 *
 * @shape x: n x p with NaN for missing numbers, y: n
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, TARGET_UNUSABLE, ARGUMENT_INVALID, MEMORY_EXHAUSTED
 * @cost O(rounds n p log leaves) to fit, 2 n p bytes plus about 50 n; O(rounds depth) per row to predict.
 * @source Friedman (2001), "Greedy function approximation: a gradient boosting machine", Annals of Statistics
 * 29, 1189-1232; Chen & Guestrin (2016), "XGBoost"; Ke et al. (2017), "LightGBM".
 */
export const boostedTrees: Estimator<typeof BOOSTING_PARAMS, BoostedTreesState> = {
  name: 'boosted-trees',
  title: 'Boosted trees',
  params: BOOSTING_PARAMS,
  traits: {
    regression: true,
    classification: true,
    features: 'native',
    weights: true,
    rowOrderInvariant: false,
    ignoresFeatures: false,
    members: 'nRounds',
  },
  source:
    'Friedman (2001), Annals of Statistics 29, 1189-1232; Chen & Guestrin (2016), "XGBoost"; Ke et al. (2017), "LightGBM".',
  fit(x, y, values, context) {
    assertFitInputs(boostedTrees, x, y, context);
    assertConstraints(x, context.constraints);
    assertValidation(boostedTrees, x, y, context.validation);
    const previous = context.previous as BoostedTreesState | undefined;
    const nClasses = y.kind === 'regression' ? 0 : y.nClasses;
    const weights =
      values.classWeights === 'balanced' ? balancedWeights(y, context.weights) : context.weights;
    const { groups, startScores } = context;
    const rows: FitRows = {
      ...{ x, y },
      ...(weights && { weights }),
      ...(groups && { groups }),
      ...(startScores && { startScores }),
    };
    const [train, held] = partsOf(rows, values, context);
    const part = (own: FitRows) => ({ ...own, objective: lossOf(own, values, context) });
    const job = {
      train: part(train),
      ...(held && { validation: { ...part(held), ...judgeOf(context) } }),
      ...(previous?.ensemble && { previous: previous.ensemble }),
    };
    const { link, nOutputs } = job.train.objective;
    assertPrevious(x, { nClasses, link, nOutputs }, previous);
    assertStartScores(x, nOutputs, context);
    const { ensemble, history } = fitBoosting(job, values, context);
    return { nClasses, ensemble, link, history: Float64Array.from(history) };
  },
  predict(state, x) {
    checkBoosted('boosted-trees', state);
    const { ensemble, link } = state;
    const scorer = scorerOf(ensemble);
    assertColumns('boosted-trees', ensemble.nColumns, x);
    return answersOf(scorer.raw(x), link, ensemble.nOutputs);
  },
};

/** The rows to learn from, and those that say when to stop. */
function partsOf(
  rows: FitRows,
  { patience, validationShare }: BoostingParams,
  { validation, random }: FitContext,
): [FitRows, FitRows?] {
  if (validation) return [rows, validation];
  if (patience === 0 || rows.x.nRows < 2) return [rows];
  return holdOut(rows, validationShare, random);
}

function judgeOf({ validation }: FitContext) {
  return validation?.judge ? { judge: validation.judge } : {};
}

function lossOf(
  { y, weights, groups }: FitRows,
  values: BoostingParams,
  { loss }: FitContext,
): Objective {
  const input = { target: y, ...(weights && { weights }), ...(groups && { groups }) };
  if (loss) return custom(loss).create(input, {});
  const automatic = y.kind === 'regression' ? 'squared' : y.nClasses === 2 ? 'logistic' : 'softmax';
  const objective = getObjective(values.objective === 'auto' ? automatic : values.objective);
  const own: Record<string, unknown> = {};
  for (const name of Object.keys(objective.params))
    own[name] = (values as Readonly<Record<string, unknown>>)[name];
  return objective.create(input, resolveParams(objective.name, objective.params, own));
}
