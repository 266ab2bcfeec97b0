import { parentPort, workerData } from 'node:worker_threads';
import { toAppError } from '@kaizenml/contracts';
import { takeMatrixRows } from '@kaizenml/ml/math';
import { applyGraph, fitGraph, type Recipe } from '@kaizenml/ml/preprocess';
import { type FoldParts, recipeOf, scoreFold, takeTargetRows } from '@kaizenml/ml/search';
import { takeRows } from '@kaizenml/ml/table';
import type { TrialData, TrialTask, TrialTaskResult } from './trial-messages.ts';

const MAX_CACHED_BYTES = 384 * 1024 * 1024;

const data = workerData as TrialData;
const cache = new Map<string, FoldParts>();

parentPort?.on('message', (task: TrialTask) => {
  parentPort?.postMessage(runTask(task));
});

function runTask(task: TrialTask): TrialTaskResult {
  try {
    const parts = partsOf(recipeOf(task.candidate), task.fold);
    const scored = scoreFold(task.candidate, parts, {
      seed: task.seed,
      metric: data.metric,
      clock: performance,
    });
    return { id: task.id, ok: true, ...scored };
  } catch (thrown) {
    return { id: task.id, ok: false, reason: toAppError(thrown).message };
  }
}

function partsOf(recipe: Recipe, fold: number): FoldParts {
  const key = `${recipe}/${fold}`;
  const known = cache.get(key);
  if (known) return known;
  const split = data.folds[fold];
  if (!split) throw new RangeError(`fold ${fold} of ${data.folds.length}`);
  const graph = fitGraph(recipe, takeRows(data.features, split.train));
  const x = applyGraph(graph, data.features);
  const parts: FoldParts = {
    xTrain: takeMatrixRows(x, split.train),
    yTrain: takeTargetRows(data.target, split.train),
    xTest: takeMatrixRows(x, split.test),
    yTest: takeTargetRows(data.target, split.test),
  };
  if (cachedBytes() + bytesOf(parts) > MAX_CACHED_BYTES) cache.clear();
  cache.set(key, parts);
  return parts;
}

function cachedBytes(): number {
  return [...cache.values()].reduce((sum, parts) => sum + bytesOf(parts), 0);
}

function bytesOf({ xTrain, xTest }: FoldParts): number {
  return xTrain.values.byteLength + xTest.values.byteLength;
}
