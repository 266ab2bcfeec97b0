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
  type TrialTask,
  type TrialTaskResult,
  type WorkerSetup,
} from './trial-messages.ts';
import type { FromWorker } from './worker-pool.ts';

const { data, maxMatrixBytes } = workerData as WorkerSetup;
const keepsAnswers = nKeptAnswers(answerLength(data)) > 0;

parentPort?.on('message', (task: TrialTask) => post({ result: runTask(task) }));

function post(message: FromWorker<TrialTaskResult, FoldMatrices>): void {
  parentPort?.postMessage(message);
}

function runTask(task: TrialTask): TrialTaskResult {
  try {
    return fitTask(task);
  } catch (thrown) {
    return { ok: false, reason: toAppError(thrown).message };
  }
}

function fitTask(task: TrialTask): TrialTaskResult {
  const { candidate, fold } = task;
  const split = data.folds[fold];
  if (!split) throw new RangeError(`fold ${fold} of ${data.folds.length}`);
  const begunAt = performance.now();
  const matrices = task.prepared?.matrices ?? prepare(task, split);
  const prepareMs = task.prepared ? undefined : performance.now() - begunAt;
  const known = task.prepared?.bins;
  const { xTrain } = matrices;
  if (!isSparse(xTrain)) keepBins(xTrain, known);
  const parts = {
    ...matrices,
    yTrain: takeTargetRows(data.target, split.train),
    yTest: takeTargetRows(data.target, split.test),
  };
  const how = { seed: task.seed, metric: data.metric, clock: performance };
  const fitAt = performance.now();
  const usedBefore = process.threadCpuUsage();
  const { answers, state, score, ...times } = scoreFold(candidate, parts, how);
  const used = process.threadCpuUsage(usedBefore);
  const took = { wallMs: performance.now() - fitAt, cpuMs: (used.user + used.system) / 1000 };
  if (!answers.every(Number.isFinite))
    return { ok: false, reason: 'it answered with a number that is not finite' };
  if (score === null) {
    return { ok: false, reason: `the metric ${data.metric} is not defined on fold ${fold + 1}` };
  }
  const nParts = partsToRead(candidate.estimator, state);
  const bins = known || isSparse(xTrain) ? undefined : keptBins(xTrain);
  const result = {
    fold,
    score,
    ...times,
    took,
    ...(keepsAnswers && { answers: Float32Array.from(answers) }),
    sizeBytes: stateBytes(state),
    ...(nParts !== undefined && { nParts }),
    ...(prepareMs !== undefined && { prepareMs }),
  };
  return { ok: true, result, ...(bins && { bins }) };
}

/** Prepares the fold of a task, and tells before the fit begins, so that others need not wait for that. */
function prepare({ candidate }: TrialTask, split: Split): FoldMatrices {
  const recipe = recipeOf(candidate, data.features);
  const matrices = prepareFold(recipe, data.features, split, data.target, maxMatrixBytes);
  post({ note: matrices });
  return matrices;
}
