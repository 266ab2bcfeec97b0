import { parentPort, workerData } from 'node:worker_threads';
import { toAppError } from '@kaizenml/contracts';
import { partsToRead } from '@kaizenml/ml/combine';
import { isSparse } from '@kaizenml/ml/math';
import { keepBins, keptBins } from '@kaizenml/ml/models';
import {
  type FoldMatrices,
  prepareFold,
  recipeOf,
  scoreFold,
  stateBytes,
  takeTargetRows,
} from '@kaizenml/ml/search';
import type { Split } from '@kaizenml/ml/selection';
import { nKeptAnswers } from './kept-answers.ts';
import {
  answerLength,
  type TrialData,
  type TrialTask,
  type TrialTaskResult,
} from './trial-messages.ts';
import type { FromWorker } from './worker-pool.ts';

const data = workerData as TrialData;
const keepsAnswers = nKeptAnswers(answerLength(data)) > 0;

parentPort?.on('message', (task: TrialTask) => post({ result: runTask(task) }));

function post(message: FromWorker<TrialTaskResult, FoldMatrices>): void {
  parentPort?.postMessage(message);
}

function runTask(task: TrialTask): TrialTaskResult {
  try {
    const split = data.folds[task.fold];
    if (!split) throw new RangeError(`fold ${task.fold} of ${data.folds.length}`);
    const matrices = task.prepared?.matrices ?? prepare(task, split);
    const known = task.prepared?.bins;
    const { xTrain } = matrices;
    if (!isSparse(xTrain)) keepBins(xTrain, known);
    const parts = {
      ...matrices,
      yTrain: takeTargetRows(data.target, split.train),
      yTest: takeTargetRows(data.target, split.test),
    };
    const how = { seed: task.seed, metric: data.metric, clock: performance };
    const { answers, state, ...scored } = scoreFold(task.candidate, parts, how);
    const nParts = partsToRead(task.candidate.estimator, state);
    const bins = known || isSparse(xTrain) ? undefined : keptBins(xTrain);
    return {
      id: task.id,
      ok: true,
      ...scored,
      ...(keepsAnswers && { answers: Float32Array.from(answers) }),
      sizeBytes: stateBytes(state),
      ...(nParts !== undefined && { nParts }),
      ...(bins && { bins }),
    };
  } catch (thrown) {
    return { id: task.id, ok: false, reason: toAppError(thrown).message };
  }
}

/** Prepares the fold of a task, and tells before the fit begins, so that others need not wait for that. */
function prepare({ candidate }: TrialTask, split: Split): FoldMatrices {
  const recipe = recipeOf(candidate, data.features);
  const matrices = prepareFold(recipe, data.features, split, data.target);
  post({ note: matrices });
  return matrices;
}
