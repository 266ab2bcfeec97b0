import { seededRandom } from '@kaizenml/ml/math';
import { defaultMetric } from '@kaizenml/ml/metrics';
import {
  type Candidate,
  type FoldMatrices,
  prepareFold,
  recipeOf,
  scoreFold,
  takeTargetRows,
} from '@kaizenml/ml/search';
import type { Draft } from '@kaizenml/ml/search/strategies';
import { kFolds, type Split } from '@kaizenml/ml/selection';
import type { MeasuredTable, Measurement } from './measured.ts';
import { openProblem, type Problem, type SearchTable } from './tables.ts';

const N_FOLDS = 3;
/** A fit that takes longer is not repeated on the other folds. */
const LONGEST_MS = 600;
const clock = { now: () => performance.now() };

/** Measures every configuration on a table by cross-validation; undefined where the table is not there, or time is up. */
export async function measureTable(
  table: SearchTable,
  drafts: readonly Draft[],
  {
    maxRows,
    deadlineAt,
    nMeasured = N_FOLDS,
  }: {
    readonly maxRows: number;
    readonly deadlineAt: number;
    /** Folds that are measured, of as many or of five. Default: all. */
    readonly nMeasured?: number;
  },
): Promise<MeasuredTable | undefined> {
  const problem = await openProblem(table, maxRows);
  if (problem === undefined) return undefined;
  const { features, target } = problem;
  const { name: metric, better } = defaultMetric(table.task);
  const sign = better === 'higher' ? 1 : -1;
  const score = scorer(problem, { metric, sign, nMeasured });
  const constant = score({ estimator: 'constant', params: {} }, deadlineAt);
  if (constant === null) throw new Error(`${table.name}: the constant model failed`);
  const cells = drafts.map((draft) => score(draft, deadlineAt));
  if (clock.now() > deadlineAt) return undefined;
  return {
    name: table.name,
    metric,
    nRows: features.nRows,
    nColumns: features.columns.length,
    nClasses: target.kind === 'classification' ? target.nClasses : 0,
    baseline: rounded(
      constant.scores.reduce((sum, each) => sum + each, 0) / constant.scores.length,
    ),
    cells,
  };
}

function scorer(
  { features, target }: Problem,
  {
    metric,
    sign,
    nMeasured,
  }: { readonly metric: string; readonly sign: number; readonly nMeasured: number },
) {
  const random = seededRandom(3);
  const folds = kFolds(
    target.kind === 'classification'
      ? { kind: 'stratified', classes: target.codes }
      : { kind: 'random', nRows: features.nRows },
    { nFolds: nMeasured < N_FOLDS ? 5 : N_FOLDS, random },
  ).slice(0, nMeasured);
  const prepared = new Map<string, FoldMatrices>();
  const partsOf = (candidate: Candidate, split: Split, fold: number) => {
    const recipe = recipeOf(candidate, features);
    const key = `${recipe}/${fold}`;
    const matrices = prepared.get(key) ?? prepareFold(recipe, features, split, target);
    prepared.set(key, matrices);
    return {
      ...matrices,
      yTrain: takeTargetRows(target, split.train),
      yTest: takeTargetRows(target, split.test),
    };
  };
  return (draft: Draft, deadlineAt: number): Measurement | null => {
    if (clock.now() > deadlineAt) return null;
    const candidate = { ...draft, id: draft.estimator, isBaseline: false };
    const scores: number[] = [];
    let ms = 0;
    try {
      for (const [fold, split] of folds.entries()) {
        const parts = partsOf(candidate, split, fold);
        const done = scoreFold(candidate, parts, { seed: 11 * fold + 1, metric, clock });
        if (done.score === null) return null;
        scores.push(rounded(sign * done.score));
        ms += done.fitMs;
        if (done.fitMs > LONGEST_MS) break;
      }
    } catch (error) {
      console.error(`  ${draft.estimator} ${JSON.stringify(draft.params)}: ${String(error)}`);
      return null;
    }
    return { scores, ms: Number((ms / scores.length).toPrecision(3)) };
  };
}

function rounded(score: number): number {
  return Number(score.toPrecision(5));
}
