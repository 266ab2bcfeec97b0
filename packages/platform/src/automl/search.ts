import { getMetric } from '@kaizenml/ml/metrics';
import { type Candidate, type FoldMatrices, recipeOf } from '@kaizenml/ml/search';
import type { Clock } from '../kit/index.ts';
import type { Progress } from '../progress.ts';
import { type FoldStore, foldStore } from './fold-store.ts';
import { shareTrialData } from './share-trial-data.ts';
import type { TrialData, TrialTask, TrialTaskResult } from './trial-messages.ts';
import { createWorkerPool, PoolClosed, type WorkerPool } from './worker-pool.ts';

/** What became of one candidate. */
export interface Trial {
  readonly candidate: Candidate;
  readonly status: 'finished' | 'failed' | 'skipped';
  /** Score per finished fold. */
  readonly scores: readonly number[];
  /** Mean fit time of a fold, milliseconds; null when nothing was fitted. */
  readonly fitMs: number | null;
  readonly predictMicrosPerRow: number | null;
  /** Why it failed or was skipped. */
  readonly error?: string;
}

/** How far a search may go. */
export interface SearchLimits {
  readonly nWorkers: number;
  /** Instant at which it stops, ms since 1970; undefined: every candidate is tried. */
  readonly deadlineAt: number | undefined;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly seed: number;
  readonly progress: Progress;
  /** A trial that an earlier, interrupted search has finished. */
  recall(candidate: Candidate): Promise<Trial | undefined>;
  /** Called for each finished trial before the next one is counted. */
  remember(trial: Trial): Promise<void>;
}

/**
 * Tries candidates by cross-validation on threads, in their order.
 *
 * At the deadline threads are stopped, but not before one fold of a real candidate is done: a late model is worth more than
 * none. A candidate with at least one finished fold counts with what it has. Scores depend on
 * the seed, the candidate and the fold only, so any number of workers gives the same ones.
 *
 * @returns One trial per candidate, in the order of the candidates.
 */
export async function searchCandidates(
  data: TrialData,
  candidates: readonly Candidate[],
  limits: SearchLimits,
): Promise<Trial[]> {
  const pool: TrialPool = createWorkerPool(workerUrl(), {
    size: limits.nWorkers,
    workerData: shareTrialData(data),
  });
  const store = foldStore();
  const nFolds = data.folds.length;
  const stop = () => void pool.close();
  const grace = graceUntilFirst(stop);
  limits.signal.addEventListener('abort', stop, { once: true });
  const timer =
    limits.deadlineAt === undefined
      ? undefined
      : setTimeout(grace.onDeadline, timerMs(limits.deadlineAt - limits.clock.now()));
  const board = scoreboard(data.metric, candidates.length, limits);
  try {
    return await Promise.all(
      candidates.map(async (candidate, index) => {
        const known = await limits.recall(candidate);
        if (known?.status === 'finished') grace.onFold(candidate);
        const trial =
          known ??
          (await tryCandidate(pool, store, {
            candidate,
            index,
            nFolds,
            features: data.features,
            seed: limits.seed,
            onFold: () => grace.onFold(candidate),
          }));
        if (!known && trial.scores.length === nFolds) await limits.remember(trial);
        board(trial);
        return trial;
      }),
    );
  } finally {
    clearTimeout(timer);
    limits.signal.removeEventListener('abort', stop);
    await pool.close();
  }
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A delay that a timer can hold: 0 to 24.8 days; the portfolio is over long before. */
function timerMs(ms: number): number {
  return Math.min(LONGEST_TIMER_MS, Math.max(0, ms));
}

/** Calls `stop` at the deadline, or at the first fold of a real candidate after it. */
function graceUntilFirst(stop: () => void) {
  let hasModel = false;
  let isOverdue = false;
  return {
    onDeadline: () => {
      isOverdue = true;
      if (hasModel) stop();
    },
    onFold: ({ isBaseline }: Candidate) => {
      hasModel ||= !isBaseline;
      if (hasModel && isOverdue) stop();
    },
  };
}

type TrialPool = WorkerPool<TrialTask, TrialTaskResult, FoldMatrices>;

interface Attempt {
  readonly candidate: Candidate;
  readonly index: number;
  readonly nFolds: number;
  readonly features: TrialData['features'];
  readonly seed: number;
  readonly onFold: () => void;
}

async function tryCandidate(
  pool: TrialPool,
  store: FoldStore,
  { candidate, index, nFolds, features, seed, onFold }: Attempt,
): Promise<Trial> {
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
  return {
    candidate,
    status: 'finished',
    scores,
    fitMs: fitMs / n,
    predictMicrosPerRow: predictMicrosPerRow / n,
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

/**
 * Finished trials: those with the most folds first, since means over different folds do not compare; then the best mean
 * score; of two equal ones the first by name.
 */
export function rankTrials(trials: readonly Trial[], metric: string): Trial[] {
  const sign = getMetric(metric).better === 'higher' ? -1 : 1;
  return trials
    .filter(({ status }) => status === 'finished')
    .sort(
      (a, b) =>
        b.scores.length - a.scores.length ||
        sign * (mean(a.scores) - mean(b.scores)) ||
        (a.candidate.id < b.candidate.id ? -1 : 1),
    );
}

/** Arithmetic mean; 0 for none. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
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

function scoreboard(metric: string, of: number, { progress, deadlineAt, clock }: SearchLimits) {
  const higher = getMetric(metric).better === 'higher';
  let n = 0;
  let best: number | undefined;
  return (trial: Trial): void => {
    n++;
    const score = trial.status === 'finished' ? mean(trial.scores) : undefined;
    if (score !== undefined && (best === undefined || (higher ? score > best : score < best)))
      best = score;
    progress.trial({
      n,
      of,
      name: trial.candidate.id,
      ...(score === undefined ? {} : { score }),
      ...(best === undefined ? {} : { best }),
      ...(deadlineAt === undefined ? {} : { msLeft: Math.max(0, deadlineAt - clock.now()) }),
    });
  };
}

function workerUrl(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('./trial-worker.ts', import.meta.url)
    : new URL('./trial-worker.js', import.meta.url);
}
