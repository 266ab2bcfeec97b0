import type { Trial } from '../../../automl/index.ts';

/** What decides how long the steps after a search take. */
export interface AfterShape {
  readonly nTrainRows: number;
  readonly nTestRows: number;
  /** Rows that a fold of the search learns from. */
  readonly nFoldRows: number;
  readonly nColumns: number;
  /** Numbers per answer. */
  readonly width: number;
}

/** Milliseconds of the steps after a search, on this machine as fast as it is now. */
export interface TimeAfterSearch {
  readonly combine: number;
  readonly fit: number;
  /** Checks, evaluation, explanation, package and report. */
  readonly afterFit: number;
}

/** Members of a team that fits are expected of. */
const N_MEMBERS = 8;
/** Folds of the answers that combinations are compared on. */
const MOST_LIBRARY = 40;

/**
 * What follows a search will about take, by what its trials took.
 *
 * @param ranked Trials of real candidates, best first.
 * @param pace Milliseconds per unit of work on this machine.
 */
export function timeAfterSearch(
  ranked: readonly Trial[],
  shape: AfterShape,
  pace: number,
): TimeAfterSearch {
  const members = ranked.slice(0, N_MEMBERS);
  const fit = members.reduce((sum, trial) => sum + refitMs(trial, shape), 0);
  const nAnswers = shape.nFoldRows * shape.width * Math.min(MOST_LIBRARY, ranked.length);
  return {
    combine: pace * (100 + COMBINE_MS_PER_MILLION * (nAnswers / 1e6)),
    fit,
    afterFit: timeAfterFit(members, shape, pace),
  };
}

/** What a fit on all training rows takes, by what the folds of its trial took. */
export function refitMs(
  { fitMs }: Trial,
  { nTrainRows, nFoldRows }: Pick<AfterShape, 'nTrainRows' | 'nFoldRows'>,
): number {
  return Math.max(1, ((fitMs ?? 0) * nTrainRows) / Math.max(1, nFoldRows));
}

/** What measuring, explaining and packing a team take. */
export function timeAfterFit(
  members: readonly Trial[],
  { nTestRows, nColumns, width }: AfterShape,
  pace: number,
): number {
  const microsPerRow = members.reduce((sum, trial) => sum + (trial.predictMicrosPerRow ?? 0), 0);
  const evaluate = EVALUATE_MS_PER_ROW * nTestRows * width + (microsPerRow * nTestRows) / 1000;
  const rowsExplained = 2000 * Math.min(nColumns, 30) * 2;
  const explain = Math.min(4000, (microsPerRow * rowsExplained) / 1000);
  return pace * FIXED_MS + evaluate * pace + explain;
}

const COMBINE_MS_PER_MILLION = 200;
const EVALUATE_MS_PER_ROW = 0.1;
const FIXED_MS = 600;
