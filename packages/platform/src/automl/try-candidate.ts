import { type Candidate, type FoldMatrices, recipeOf } from '@kaizenml/ml/search';
import type { FoldStore } from './fold-store.ts';
import type { FoldResult, TrialData, TrialTask, TrialTaskResult } from './trial-messages.ts';
import type { Attempted } from './trial-of-folds.ts';
import { PoolClosed, TaskOverdue, type WorkerPool } from './worker-pool.ts';

/** Threads that fit folds. */
export type TrialPool = WorkerPool<TrialTask, TrialTaskResult, FoldMatrices>;

/** Threads, and the folds that they have prepared. */
export interface FoldThreads {
  readonly pool: TrialPool;
  readonly store: FoldStore;
}

/** A candidate that is to be tried. */
export interface Attempt {
  readonly candidate: Candidate;
  readonly index: number;
  /** First fold to run, and the one behind the last. */
  readonly from: number;
  readonly to: number;
  readonly features: TrialData['features'];
  readonly seed: number;
  /** Milliseconds that a fold of it may take, asked when it begins. */
  limitMs(): number | undefined;
  onFold(result: FoldResult): void;
}

/**
 * Fits a candidate on some folds and scores it on the rest.
 *
 * Once a fold has failed the later ones are not begun. That of several failures the first fold's is told makes the answer
 * independent of the number of threads.
 */
export async function tryCandidate(threads: FoldThreads, attempt: Attempt): Promise<Attempted> {
  const { candidate, index, from, to, features, seed, onFold } = attempt;
  const recipe = recipeOf(candidate, features);
  let firstFailed = Number.POSITIVE_INFINITY;
  let overdue: TaskOverdue | undefined;
  const reasons: { readonly fold: number; readonly reason: string }[] = [];

  const runFold = async (fold: number): Promise<FoldResult | undefined> => {
    const task = { candidate, fold, seed: fitSeed(seed, index, fold) };
    try {
      const answer = await runShared(threads, {
        task,
        key: `${recipe}/${fold}`,
        isGivenUp: () => fold > firstFailed || overdue !== undefined,
        limitMs: () => attempt.limitMs(),
      });
      if (answer.ok) {
        onFold(answer.result);
        return answer.result;
      }
      reasons.push({ fold, reason: answer.reason });
    } catch (thrown) {
      if (thrown instanceof PoolClosed || thrown instanceof GivenUp) return undefined;
      if (thrown instanceof TaskOverdue) overdue ??= thrown;
      else reasons.push({ fold, reason: thrown instanceof Error ? thrown.message : `${thrown}` });
    }
    firstFailed = Math.min(firstFailed, fold);
    return undefined;
  };

  const results = await Promise.all(Array.from({ length: to - from }, (_, i) => runFold(from + i)));
  const folds = results.filter((result) => result !== undefined);
  const [failed] = reasons.sort((a, b) => a.fold - b.fold);
  if (failed) return { folds: [], failure: failed.reason };
  if (overdue)
    return { folds: [], refusal: overdueSentence(overdue.limitMs), limitMs: overdue.limitMs };
  return { folds };
}

/** Why a candidate was stopped whose fold took too long. */
function overdueSentence(limitMs: number): string {
  return `a fold of it took more than ${(limitMs / 1000).toFixed(1)} s, its share of the search`;
}

/** Another fold of the candidate has failed before this one began. */
class GivenUp extends Error {}

/** A task, and what its preparation depends on. */
interface SharedTask {
  readonly task: TrialTask;
  /** Recipe and fold. */
  readonly key: string;
  isGivenUp(): boolean;
  limitMs(): number | undefined;
}

/** Runs a task on what earlier ones have prepared, and keeps what it prepares for later ones. */
async function runShared(
  { pool, store }: FoldThreads,
  { task, key, isGivenUp, limitMs }: SharedTask,
): Promise<TrialTaskResult> {
  let prepares = false;
  try {
    const result = await pool.run({
      task() {
        if (isGivenUp()) throw new GivenUp();
        const claim = store.claim(key);
        prepares = claim !== undefined && claim.prepared === undefined;
        return claim && { ...task, ...claim };
      },
      limitMs,
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
