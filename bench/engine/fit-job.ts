import type { TreeOptions } from './tree-options.ts';

/** One fit that a process is asked for. */
export interface FitJob {
  /** Where the table lies. */
  readonly folder: string;
  /** The first rows of it. */
  readonly nRows: number;
  readonly nThreads: number;
  readonly options: TreeOptions;
  /** Fit twice: what a warm process takes. */
  readonly again: boolean;
  /** Gives the rows as compressed sparse rows. For peers only. */
  readonly isSparse: boolean;
  /** File for the answers to the held-out rows: probabilities of class 1, or numbers. */
  readonly answers: string;
}

/** What it took. */
export interface FitAnswer {
  /** From the matrix to the model, in a fresh process. */
  readonly seconds: number;
  /** The same once more. */
  readonly againSeconds?: number;
  /** Resident just before the fit, the matrix among it. */
  readonly beforeMb?: number;
  /** Resident at most until the end of the first fit. */
  readonly peakMb?: number;
}
