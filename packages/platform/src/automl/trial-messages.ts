import type { KeptBins, Target } from '@kaizenml/ml/models';
import type { Candidate, FoldMatrices } from '@kaizenml/ml/search';
import type { Split } from '@kaizenml/ml/selection';
import type { Table } from '@kaizenml/ml/table';

/** What every worker of a search holds. */
export interface TrialData {
  /** Columns that models may use. */
  readonly features: Table;
  /** One entry per row of `features`. */
  readonly target: Target;
  readonly folds: readonly Split[];
  /** Name of the metric that ranks candidates. */
  readonly metric: string;
}

/** Numbers that one candidate answers to all rows: one each, or one per class. */
export function answerLength({ features, target }: Pick<TrialData, 'features' | 'target'>): number {
  return features.nRows * (target.kind === 'regression' ? 1 : target.nClasses);
}

/** One fit: a candidate on a fold. */
export interface TrialTask {
  readonly id: number;
  readonly candidate: Candidate;
  readonly fold: number;
  readonly seed: number;
  /** What another fit has prepared of this fold; absent: the worker prepares it, and tells. */
  readonly prepared?: PreparedFold;
}

/** A fold as a recipe prepares it, in shared memory. */
export interface PreparedFold {
  readonly matrices: FoldMatrices;
  /** Bins of the training part, once a fit has cut them. */
  readonly bins?: KeptBins;
}

export type TrialTaskResult =
  | {
      readonly id: number;
      readonly ok: true;
      readonly score: number | null;
      readonly fitMs: number;
      readonly predictMicrosPerRow: number;
      /** What it answered to the rows that the fold holds out; absent where no answers can be kept. */
      readonly answers?: Float32Array;
      readonly sizeBytes: number;
      readonly nParts?: number;
      /** What this fit has cut. */
      readonly bins?: KeptBins;
    }
  | { readonly id: number; readonly ok: false; readonly reason: string };
