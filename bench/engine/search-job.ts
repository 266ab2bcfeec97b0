import type { TreeOptions } from './tree-options.ts';

/** A search: every trial on every fold; row i is held out in fold i mod nFolds. */
export interface SearchJob {
  readonly folder: string;
  readonly nRows: number;
  readonly nFolds: number;
  readonly nWorkers: number;
  readonly trials: readonly TreeOptions[];
}

/** The part of one worker: folds worker, worker + nWorkers … */
export interface SearchPart extends SearchJob {
  readonly worker: number;
}

export interface SearchAnswer {
  /** From the word go, all tables in memory, until the last worker is done. */
  readonly seconds: number;
  readonly nFits: number;
  /** Mean AUC of the held-out folds. */
  readonly score: number;
  /** Of all processes together. */
  readonly peakMb?: number;
}
