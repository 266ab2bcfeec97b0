import { MOST_DRAWN_ROWS } from '@kaizenml/ml/metrics';
import type { Trial } from '../../../automl/index.ts';

/** What decides how long the steps after a search take. */
export interface AfterShape {
  readonly nTrainRows: number;
  readonly nTestRows: number;
  /** Rows that candidates are compared on, and those that one fold learns from. */
  readonly nSampleRows: number;
  readonly nFoldRows: number;
  /** Rows that folds hold out. */
  readonly nHeldOutRows: number;
  /** Numbers per answer. */
  readonly width: number;
}

/** Milliseconds of the steps after a search. */
export interface TimeAfterSearch {
  /** Checks and combination. */
  readonly beforeFit: number;
  /** Each member once: all threads together gain about what fits of more rows lose. */
  readonly fit: number;
  /** Evaluation, explanation, baseline, package and report. */
  readonly afterFit: number;
}

/*
 * Milliseconds of a processor, by runs on tables of 1000 and 49 000 rows, and of 300 classes.
 */
const CHECKS = { fixed: 500, perRow: 0.015 } as const;
const COMBINATION = { fixed: 300, perNumber: 0.003, mostTrials: 40, most: 2500 } as const;
const EVALUATION = { fixed: 100, perRow: 0.15, perNumber: 0.004 } as const;
const EXPLANATION = 450;
const DELIVERY = 600;
/** What rows are doubted by is learned of so many. */
const DOUBT = { perRow: 0.04, mostRows: 20_000 } as const;
/** Losses, or corrections, of the champion and the models beside it. */
const BASELINE = { perRow: 0.25, mostRows: 3000 } as const;

/**
 * What follows a search will about take, by what its trials took: fits in proportion to rows, and the rest as fast as the machine
 * now is.
 *
 * @param members Trials of the team.
 * @param nTrials Real candidates that have answered.
 * @param pace Milliseconds of time per millisecond of a processor.
 */
export function timeAfterSearch(
  {
    members,
    nTrials,
    lookMs,
  }: {
    readonly members: readonly Trial[];
    readonly nTrials: number;
    /** What it has taken to choose the team, as it was to be then; default: a guess. */
    readonly lookMs?: number | undefined;
  },
  shape: AfterShape,
  pace: number,
): TimeAfterSearch {
  const { fixed, perNumber, mostTrials, most } = COMBINATION;
  const numbers = shape.nHeldOutRows * shape.width * Math.min(mostTrials, nTrials);
  const combination = Math.min(most, perNumber * numbers);
  const checks = CHECKS.fixed + CHECKS.perRow * shape.nSampleRows;
  return {
    beforeFit: pace * (checks + fixed + combination) + (lookMs ?? pace * combination),
    fit: members.reduce((sum, trial) => sum + refitMs(trial, shape), 0),
    afterFit: timeAfterFit(members, shape, pace),
  };
}

/** What a fit on all training rows takes, by what the folds of its trial took. */
export function refitMs(
  { fitMs }: Pick<Trial, 'fitMs'>,
  { nTrainRows, nFoldRows }: Pick<AfterShape, 'nTrainRows' | 'nFoldRows'>,
): number {
  return Math.max(1, ((fitMs ?? 0) * nTrainRows) / Math.max(1, nFoldRows));
}

/**
 * What measuring, explaining and packing a team about take: the time to keep when fits begin.
 *
 * @param members Trials of its members.
 */
export function timeAfterFit(
  members: readonly Pick<Trial, 'predictMicrosPerRow'>[],
  { nTrainRows, nTestRows, width }: Pick<AfterShape, 'nTrainRows' | 'nTestRows' | 'width'>,
  pace: number,
): number {
  const perRow = members.reduce((sum, trial) => sum + (trial.predictMicrosPerRow ?? 0), 0) / 1000;
  const fixed = EVALUATION.fixed + EXPLANATION + DELIVERY;
  const { perRow: perDrawn, perNumber } = EVALUATION;
  const evaluation = (perDrawn + perNumber * width) * Math.min(nTestRows, MOST_DRAWN_ROWS);
  const doubt = DOUBT.perRow * Math.min(nTrainRows, DOUBT.mostRows);
  const baseline = BASELINE.perRow * Math.min(nTestRows, BASELINE.mostRows);
  return pace * (fixed + evaluation + doubt + baseline) + 2 * perRow * nTestRows;
}
