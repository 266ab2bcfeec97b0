import { getMetric } from '@kaizenml/ml/metrics';
import type { Candidate } from '@kaizenml/ml/search';

/** What became of one candidate. */
export interface Trial {
  readonly candidate: Candidate;
  readonly status: 'finished' | 'failed' | 'skipped';
  /** Score per finished fold. */
  readonly scores: readonly number[];
  /** Fit time of a fold, milliseconds, the median: the first fits of a thread are slow. Null when nothing was fitted. */
  readonly fitMs: number | null;
  readonly predictMicrosPerRow: number | null;
  /**
   * What it answered to the rows that its folds held out, in the order of the sample: n values, or n * nClasses
   * probabilities; rows that no fold holds out have 0. Absent unless every fold is done, and where it was not among the best.
   */
  readonly answers?: Float32Array;
  /** Bytes of a fitted state, mean over folds. */
  readonly sizeBytes?: number;
  /** What a person would have to read, most over folds; absent where nobody could. */
  readonly nParts?: number;
  /** True where a schedule has left it before all folds, for it would not have become the best. */
  readonly leftBehind?: boolean;
  /** Why it failed or was skipped. */
  readonly error?: string;
}

/** Whether every fold of a trial is done. */
export function isComplete({ status, scores }: Trial, nFolds: number): boolean {
  return status === 'finished' && scores.length === nFolds;
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

/** The middle one; of two the smaller; undefined of none. */
export function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}

/** Arithmetic mean; 0 for none. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
