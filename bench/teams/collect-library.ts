import { resolveParams } from '@kaizenml/contracts';
import { type Features, seededRandom, shuffledIndices } from '@kaizenml/ml/math';
import { answerRows, fitRows, getEstimator, type Target } from '@kaizenml/ml/models';
import { applyGraph, applySparseGraph, fitGraph, makesSparseRows } from '@kaizenml/ml/preprocess';
import { type Candidate, portfolio, recipeOf, takeTargetRows } from '@kaizenml/ml/search';
import { kFolds, type Split } from '@kaizenml/ml/selection';
import { type Table, takeRows } from '@kaizenml/ml/table';
import { openProblem, type Problem, type SearchTable } from '../search/tables.ts';
import type { TeamLibrary, TeamMember } from './team-library.ts';

const N_FOLDS = 5;
/** A fit that takes longer leaves its candidate out. */
const LONGEST_MS = 4000;

export interface CollectOptions {
  readonly nTrain: number;
  readonly nTest: number;
  readonly repeat: number;
  readonly nCandidates: number;
}

/** Trains candidates on folds and on all training rows of a table, and keeps what they answer; undefined without the table. */
export async function collectLibrary(
  table: SearchTable,
  { nTrain, nTest, repeat, nCandidates }: CollectOptions,
): Promise<TeamLibrary | undefined> {
  const problem = await openProblem(table, 1e9);
  if (problem === undefined) return undefined;
  const order = shuffledIndices(problem.features.nRows, seededRandom(100 + repeat));
  const most = Math.min(nTrain, Math.floor(0.6 * order.length));
  const train = takeProblem(problem, order.slice(0, most));
  const test = takeProblem(problem, order.slice(most, most + nTest));
  const folds = kFolds(
    train.target.kind === 'classification'
      ? { kind: 'stratified', classes: train.target.codes }
      : { kind: 'random', nRows: most },
    { nFolds: N_FOLDS, random: seededRandom(repeat) },
  );
  const foldOf = new Int32Array(most);
  folds.forEach((fold, f) => {
    for (const row of fold.test) foldOf[row] = f;
  });
  const everything = Int32Array.from({ length: most }, (_, row) => row);
  const fit = fitter(train, test.features);
  const members: TeamMember[] = [];
  for (const candidate of portfolio(table.task, { nTrials: nCandidates, seed: 1, nRows: most })) {
    if (candidate.isBaseline) continue;
    const member = tryMember(candidate, { folds, everything, fit, target: train.target });
    if (typeof member === 'string') console.error(`  ${table.name} ${candidate.id}: ${member}`);
    else members.push(member);
  }
  return {
    table: table.name,
    task: table.task,
    repeat,
    truth: train.target,
    foldOf,
    testTruth: test.target,
    members,
  };
}

function takeProblem({ features, target }: Problem, rows: Int32Array): Problem {
  return { features: takeRows(features, rows), target: takeTargetRows(target, rows) };
}

type Fit = (
  candidate: Candidate,
  rows: Split,
  seed: number,
) => {
  readonly held: Float64Array;
  readonly test: Float64Array;
  readonly ms: number;
  readonly micros: number;
};

function fitter(train: Problem, testTable: Table): Fit {
  const prepared = new Map<string, { x: Features; held: Features; test: Features }>();
  return (candidate, split, seed) => {
    const recipe = recipeOf(candidate, train.features);
    const key = `${recipe}/${split.train.length}/${split.train[0]}/${split.test[0]}`;
    let parts = prepared.get(key);
    if (!parts) {
      const known = takeRows(train.features, split.train);
      const graph = fitGraph(recipe, known, takeTargetRows(train.target, split.train));
      const apply = (table: Table): Features =>
        makesSparseRows(recipe) ? applySparseGraph(graph, table) : applyGraph(graph, table);
      parts = {
        x: apply(known),
        held: apply(takeRows(train.features, split.test)),
        test: apply(testTable),
      };
      prepared.set(key, parts);
    }
    const estimator = getEstimator(candidate.estimator);
    const params = resolveParams(estimator.name, estimator.params, candidate.params);
    const startedAt = performance.now();
    const target = takeTargetRows(train.target, split.train);
    const state = fitRows(estimator, parts.x, target, params, { random: seededRandom(seed) });
    const fittedAt = performance.now();
    const test = answerRows(estimator, state, parts.test);
    const micros = (1000 * (performance.now() - fittedAt)) / testTable.nRows;
    const held =
      split.test.length > 0 ? answerRows(estimator, state, parts.held) : new Float64Array();
    return { held, test, ms: fittedAt - startedAt, micros };
  };
}

function tryMember(
  candidate: Candidate,
  {
    folds,
    everything,
    fit,
    target,
  }: { folds: readonly Split[]; everything: Int32Array; fit: Fit; target: Target },
): TeamMember | string {
  const width = target.kind === 'regression' ? 1 : target.nClasses;
  try {
    const answers = new Float32Array(everything.length * width);
    let bagged: Float64Array | undefined;
    let micros = 0;
    let ms = 0;
    for (const [f, split] of folds.entries()) {
      const done = fit(candidate, split, 31 * f + 7);
      split.test.forEach((row, i) => {
        answers.set(done.held.subarray(i * width, (i + 1) * width), row * width);
      });
      bagged = bagged ? bagged.map((each, i) => each + done.test[i]) : done.test;
      micros += done.micros / folds.length;
      ms += done.ms / folds.length;
      if (done.ms > LONGEST_MS) return `took ${done.ms.toFixed(0)} ms`;
    }
    const refit = fit(candidate, { train: everything, test: new Int32Array() }, 999);
    return {
      id: candidate.id,
      estimator: candidate.estimator,
      answers,
      bagged: Float32Array.from(bagged ?? [], (each) => each / folds.length),
      refit: Float32Array.from(refit.test),
      micros,
      ms,
    };
  } catch (error) {
    return String(error);
  }
}
