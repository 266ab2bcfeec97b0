import { AppError, resolveParams, type Signature } from '@kaizenml/contracts';
import { type FittedModel, inferInputs } from '@kaizenml/ml/artifact';
import { type Features, seededRandom } from '@kaizenml/ml/math';
import { fitRows, getEstimator } from '@kaizenml/ml/models';
import { fitGraph, prepareTable, type Recipe, type TransformGraph } from '@kaizenml/ml/preprocess';
import { type Candidate, recipeOf, takeTargetRows } from '@kaizenml/ml/search';
import { type Table, takeRows } from '@kaizenml/ml/table';
import type { Team } from '@kaizenml/ml/trees';
import { openFitTeam } from '../../automl/index.ts';
import { step } from '../step.ts';
import { modelingTable } from './modeling-table.ts';
import type { Searched } from './search.ts';
import type { SplitOutput } from './split.ts';
import type { Validated } from './validate.ts';

/** A model and the baselines that it is compared with. */
export interface FittedModels {
  readonly champion: FittedModel;
  readonly baselines: readonly FittedModel[];
}

/** The champion, and every baseline, fitted on the whole training part. */
export interface Fitted extends FittedModels {
  readonly candidate: Candidate;
}

/** Fits the best candidate and the baselines on the whole training part. */
export const fit = step<
  { table: Table; validated: Validated; split: SplitOutput; searched: Searched },
  { readonly seed: number },
  Fitted
>({
  name: 'fit',
  title: 'Training the champion',
  url: import.meta.url,
  async run({ table, validated, split, searched }, { seed }) {
    const { features, target } = modelingTable(table, validated);
    const train = takeRows(features, split.train);
    const y = takeTargetRows(target, split.train);
    const signature: Signature = {
      inputs: inferInputs(train),
      output: {
        name: validated.target,
        task: validated.task,
        ...(y.kind === 'regression'
          ? { range: rangeOf(y.values) }
          : { classes: validated.classes }),
      },
    };
    const prepared = new Map<Recipe, { graph: TransformGraph; x: Features }>();
    const prepare = (recipe: Recipe) => {
      const known = prepared.get(recipe);
      if (known) return known;
      const graph = fitGraph(recipe, train, y);
      const made = { graph, x: prepareTable(graph, train) };
      prepared.set(recipe, made);
      return made;
    };
    const fitOne = (candidate: Candidate, team: Team): FittedModel => {
      const estimator = getEstimator(candidate.estimator);
      const { graph, x } = prepare(recipeOf(candidate, train));
      const params = resolveParams(estimator.name, estimator.params, candidate.params);
      const state = fitRows(estimator, x, y, params, { random: seededRandom(seed), team });
      return { signature, graph, estimator: { name: estimator.name, params, state } };
    };
    const finished = searched.trials.filter(({ status }) => status === 'finished');
    const best = finished.find(({ candidate }) => !candidate.isBaseline);
    if (!best) {
      throw new AppError('SEARCH_FAILED', {
        message: 'The search must leave a trained model, got only baselines.',
        hint: 'Give it more time with `--budget 5m`.',
        details: { nFinished: finished.length },
      });
    }
    const team = openFitTeam();
    try {
      return {
        champion: fitOne(best.candidate, team),
        candidate: best.candidate,
        baselines: searched.trials
          .filter(({ candidate }) => candidate.isBaseline)
          .map(({ candidate }) => fitOne(candidate, team)),
      };
    } finally {
      team.close();
    }
  },
});

function rangeOf(values: Float64Array): readonly [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}
