import { type Candidate, type FoldMatrices, recipeOf } from '@kaizenml/ml/search';
import type { FoldStore } from './fold-store.ts';
import type { Trial } from './trial.ts';
import type { TrialData, TrialTask, TrialTaskResult } from './trial-messages.ts';
import { wholeAnswers } from './whole-answers.ts';
import { PoolClosed, type WorkerPool } from './worker-pool.ts';

/** Threads that fit folds. */
export type TrialPool = WorkerPool<TrialTask, TrialTaskResult, FoldMatrices>;

/** A candidate that is to be tried. */
export interface Attempt {
  readonly candidate: Candidate;
  readonly index: number;
  readonly data: Pick<TrialData, 'features' | 'folds'>;
  readonly seed: number;
  readonly onFold: () => void;
}

/** Fits a candidate on every fold and scores it on the rest. */
export async function tryCandidate(
  pool: TrialPool,
  store: FoldStore,
  { candidate, index, data: { features, folds }, seed, onFold }: Attempt,
): Promise<Trial> {
  const nFolds = folds.length;
  const results = await Promise.allSettled(
    Array.from({ length: nFolds }, async (_, fold) => {
      const id = index * nFolds + fold;
      const task = { id, candidate, fold, seed: fitSeed(seed, index, fold) };
      const key = `${recipeOf(candidate, features)}/${fold}`;
      const result = await runShared(pool, store, task, key);
      if (result.ok) onFold();
      return result;
    }),
  );
  const scores: number[] = [];
  let fitMs = 0;
  let predictMicrosPerRow = 0;
  let sizeBytes = 0;
  let nParts: number | undefined;
  const answered: (Float32Array | undefined)[] = [];
  let reason: string | undefined;
  for (const settled of results) {
    if (settled.status === 'rejected') {
      if (!(settled.reason instanceof PoolClosed)) reason ??= String(settled.reason.message);
    } else if (!settled.value.ok) {
      reason ??= settled.value.reason;
    } else if (settled.value.score === null) {
      reason ??= 'the metric is not defined on one of its folds';
    } else {
      scores.push(settled.value.score);
      fitMs += settled.value.fitMs;
      predictMicrosPerRow += settled.value.predictMicrosPerRow;
      sizeBytes += settled.value.sizeBytes;
      if (settled.value.nParts !== undefined) nParts = Math.max(nParts ?? 0, settled.value.nParts);
      answered.push(settled.value.answers);
    }
  }
  const n = scores.length;
  if (reason !== undefined)
    return {
      candidate,
      status: 'failed',
      scores,
      fitMs: null,
      predictMicrosPerRow: null,
      error: reason.replace(/\.$/, ''),
    };
  if (n === 0) {
    const error = 'the budget ended before its first fold';
    return { candidate, status: 'skipped', scores, fitMs: null, predictMicrosPerRow: null, error };
  }
  const answers = wholeAnswers(folds, answered, features.nRows);
  return {
    candidate,
    status: 'finished',
    scores,
    fitMs: fitMs / n,
    predictMicrosPerRow: predictMicrosPerRow / n,
    ...(answers && { answers }),
    sizeBytes: sizeBytes / n,
    ...(nParts !== undefined && { nParts }),
  };
}

/**
 * Runs a task on what earlier ones have prepared, and keeps what it prepares for later ones.
 *
 * @param key Recipe and fold: what the preparation depends on.
 */
async function runShared(
  pool: TrialPool,
  store: FoldStore,
  task: TrialTask,
  key: string,
): Promise<TrialTaskResult> {
  let prepares = false;
  try {
    const result = await pool.run({
      task() {
        const claim = store.claim(key);
        prepares = claim !== undefined && claim.prepared === undefined;
        return claim && { ...task, ...claim };
      },
      onNote(matrices) {
        prepares = false;
        store.put(key, matrices);
      },
    });
    if (result.ok && result.bins) store.putBins(key, result.bins);
    return result;
  } finally {
    if (prepares) store.settle(key);
  }
}

/** The seed of one fit, spread so that neighbors share nothing. */
export function fitSeed(seed: number, candidate: number, fold: number): number {
  return (
    (Math.imul(seed, 0x9e3779b1) ^
      Math.imul(candidate + 1, 0x85ebca6b) ^
      Math.imul(fold + 1, 0xc2b2ae35)) >>>
    0
  );
}
