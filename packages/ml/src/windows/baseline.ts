import type { Calibration } from '../combine/index.ts';
import type { LossModel } from '../estimation/index.ts';
import type { Binning } from './binning.ts';
import type { ColumnWindow } from './column-window.ts';

/** What a column of a baseline tells of; in the order in which they stand there. */
export const COLUMN_ROLES = ['input', 'prediction', 'probability', 'label'] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** What a column looked like in the reference: where it is counted, and the counts. */
export interface ColumnBaseline {
  readonly role: ColumnRole;
  readonly binning: Binning;
  readonly window: ColumnWindow;
}

/** How good a model was, by one metric, on rows unseen in training. */
export interface BaselinePerformance {
  readonly metric: string;
  readonly value: number;
  /** 95 % interval; null where none could be computed. */
  readonly low: number | null;
  readonly high: number | null;
  readonly nRows: number;
}

/** Whether the probabilities of a model came true on rows unseen in training. */
export interface BaselineCalibration {
  /** Expected calibration error as the model states them, a share. */
  readonly error: number;
  /** The same with the map, on rows that the map was not learned from. */
  readonly mappedError: number;
  readonly nRows: number;
  /** What makes of stated probabilities those that may be believed: `none` where they may be as they are. */
  readonly map: Calibration;
}

/**
 * What later windows of a model are compared with, kept with its artifact as `baseline.bin`: a summary of its training, no row of it.
 *
 * Inputs are of the rows that it learned from. Answers and their probabilities are of rows that it did not learn from, since it is
 * surer of those that it has seen.
 */
export interface Baseline {
  /**
   * Inputs by their names; of answers, `prediction` under the target's name and `probability` per class under `probability of <class>`;
   * `label` is the target itself, under its name.
   */
  readonly columns: readonly ColumnBaseline[];
  readonly performance: BaselinePerformance | null;
  /** Of classes; null where nobody held probabilities against the truth. */
  readonly calibration: BaselineCalibration | null;
  /** Of numbers; null where the metric cannot be estimated before labels. */
  readonly lossModel: LossModel | null;
}
