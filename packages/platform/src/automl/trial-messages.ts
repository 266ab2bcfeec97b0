import { type KeptBins, type Target, targetWidth } from '@kaizenml/ml/models';
import type { Candidate, FoldMatrices } from '@kaizenml/ml/search';
import type { Split } from '@kaizenml/ml/selection';
import type { Table } from '@kaizenml/ml/table';

/** The problem that candidates are tried on. */
export interface TrialData {
  /** Columns that models may use. */
  readonly features: Table;
  /** One entry per row of `features`. */
  readonly target: Target;
  readonly folds: readonly Split[];
  /** Name of the metric that ranks candidates. */
  readonly metric: string;
}

/** What every worker of a search holds. */
export interface WorkerSetup {
  readonly data: TrialData;
  /** Bytes of a matrix that a fit may be given, at most. */
  readonly maxMatrixBytes: number;
}

/** Numbers that one candidate answers to all rows. */
export function answerLength({ features, target }: Pick<TrialData, 'features' | 'target'>): number {
  return features.nRows * targetWidth(target);
}

/** One fit: a candidate on a fold. */
export interface TrialTask {
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

/** What came of a candidate on a fold. */
export interface FoldResult {
  readonly fold: number;
  readonly score: number;
  readonly fitMs: number;
  readonly predictMicrosPerRow: number;
  /** What it answered to the rows that the fold holds out; absent where no answers can be kept. */
  readonly answers?: Float32Array;
  readonly sizeBytes: number;
  readonly nParts?: number;
  /** Time that fitting and answering took, and how much of it a processor worked on it, milliseconds. */
  readonly took?: { readonly wallMs: number; readonly cpuMs: number };
  /** What the preparation of the fold took, milliseconds; absent where another fit had prepared it. */
  readonly prepareMs?: number;
}

export type TrialTaskResult =
  | {
      readonly ok: true;
      readonly result: FoldResult;
      /** What this fit has cut. */
      readonly bins?: KeptBins;
    }
  | { readonly ok: false; readonly reason: string };
