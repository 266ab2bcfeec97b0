/**
 * What enriched recipes are worth: stratified folds of tables beside the project, each estimator on its own recipe and on the
 * enriched one. Gains are means over folds, ± their standard error.
 *
 * npx node --conditions=source bench/features.ts [table,table … or all] [estimator,estimator …] [rows] [folds]
 */
import { seededRandom } from '@kaizenml/ml/math';
import { getMetric } from '@kaizenml/ml/metrics';
import { getEstimator } from '@kaizenml/ml/models';
import { type EnrichedRecipe, fitGraph, type Recipe } from '@kaizenml/ml/preprocess';
import { prepareFold, scoreFold, takeTargetRows } from '@kaizenml/ml/search';
import { kFolds } from '@kaizenml/ml/selection';
import { openProblem, type Problem, SEARCH_TABLES } from './search/tables.ts';

const DEFAULTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'extra-trees': { nTrees: 100, minLeaf: 2 },
  'random-forest': { nTrees: 100, minLeaf: 4 },
  'multilayer-perceptron': { nEpochs: 12 },
};
const [asked = 'all', names = 'line,boosted-trees,extra-trees', rows = '4000', nFolds = '5'] =
  process.argv.slice(2);
const clock = { now: () => performance.now() };

for (const table of SEARCH_TABLES) {
  if (asked !== 'all' && !asked.split(',').includes(table.name)) continue;
  const problem = await openProblem(table, Number(rows));
  if (!problem) continue;
  const { features, target } = problem;
  const startedAt = clock.now();
  const graph = fitGraph('dense-enriched', features, target);
  const ms = clock.now() - startedAt;
  const found = (graph.derived ?? []).map(({ name }) => name).join(', ');
  console.log(
    `\n${table.name}: ${features.nRows} x ${features.columns.length}, ${ms.toFixed(0)} ms; ${found}`,
  );
  for (const name of names.split(',')) {
    const line = table.task === 'regression' ? 'ridge' : 'logistic';
    measure(problem, name === 'line' ? line : name);
  }
}

function measure({ features, target }: Problem, estimator: string): void {
  const { traits } = getEstimator(estimator);
  const folds = kFolds(
    target.kind === 'classification'
      ? { kind: 'stratified', classes: target.codes }
      : { kind: 'random', nRows: features.nRows },
    { nFolds: Number(nFolds), random: seededRandom(3) },
  );
  const metric =
    target.kind === 'regression' ? 'r2' : target.nClasses === 2 ? 'roc_auc' : 'log_loss';
  const candidate = {
    id: estimator,
    estimator,
    params: DEFAULTS[estimator] ?? {},
    isBaseline: false,
  };
  const scoresOf = (recipe: Recipe) =>
    folds.map((split, fold) => {
      const parts = {
        ...prepareFold(recipe, features, split, target),
        yTrain: takeTargetRows(target, split.train),
        yTest: takeTargetRows(target, split.test),
      };
      return scoreFold(candidate, parts, { seed: fold + 1, metric, clock }).score ?? Number.NaN;
    });
  const plain = scoresOf(traits.features);
  const enriched = scoresOf(`${traits.features}-enriched` satisfies EnrichedRecipe);
  const sign = getMetric(metric).better === 'higher' ? 1 : -1;
  const gains = enriched.map((score, fold) => sign * (score - plain[fold]));
  console.log(
    `  ${estimator.padEnd(22)} ${metric} ${mean(plain).toFixed(4)} -> ${mean(enriched).toFixed(4)}  gain ${mean(gains).toFixed(4)} ± ${error(gains).toFixed(4)}`,
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function error(values: readonly number[]): number {
  const center = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  return Math.sqrt(squares / (values.length * (values.length - 1)));
}
