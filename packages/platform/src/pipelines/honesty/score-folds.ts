import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '@kaizenml/contracts';
import {
  type Candidate,
  prepareFold,
  recipeOf,
  scoreFold,
  takeTargetRows,
} from '@kaizenml/ml/search';
import type { TrialData } from '../../automl/index.ts';

/** How folds are scored on this thread. */
export interface FoldRun {
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Asked before each fit: true when no other may begin. Default: never. */
  readonly isOver?: () => boolean;
}

/** What a candidate got on one fold. */
export interface ScoredFold {
  readonly fold: number;
  readonly score: number;
  readonly answers: Float64Array;
}

const NO_CLOCK = { now: () => 0 };

/**
 * A candidate on each fold, one after the other on this thread: for fits so small that threads would cost more than they give.
 *
 * @returns One per fold that can be learned from and on which the metric is defined; fewer when the time was over.
 */
export async function scoreFolds(
  candidate: Candidate,
  { features, target, folds, metric }: TrialData,
  { seed, signal, isOver = () => false }: FoldRun,
): Promise<ScoredFold[]> {
  const recipe = recipeOf(candidate, features);
  const scored: ScoredFold[] = [];
  for (const [fold, split] of folds.entries()) {
    await nextTurn();
    signal.throwIfAborted();
    if (isOver()) break;
    const parts = {
      ...prepareFold(recipe, features, split, target),
      yTrain: takeTargetRows(target, split.train),
      yTest: takeTargetRows(target, split.test),
    };
    const found = unlessRefused(() =>
      scoreFold(candidate, parts, { seed: seed + fold, metric, clock: NO_CLOCK }),
    );
    if (found !== undefined && found.score !== null)
      scored.push({ fold, score: found.score, answers: found.answers });
  }
  return scored;
}

/** Few rows may hold nothing to learn: no event of a count, no row with a weight. */
const REFUSALS: ReadonlySet<string> = new Set(['TARGET_UNUSABLE', 'ARGUMENT_INVALID']);

function unlessRefused<Made>(make: () => Made): Made | undefined {
  try {
    return make();
  } catch (thrown) {
    if (thrown instanceof AppError && REFUSALS.has(thrown.code)) return undefined;
    throw thrown;
  }
}

/** The same with the first column alone: enough for a baseline, which looks at none. */
export function oneColumn(data: TrialData): TrialData {
  const { features } = data;
  return { ...data, features: { ...features, columns: features.columns.slice(0, 1) } };
}
