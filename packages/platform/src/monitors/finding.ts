import type { DriftVerdict } from '@kaizenml/ml/drift';

/** What a finding is about. */
export type Check =
  | 'inputs'
  | 'predictions'
  | 'quality'
  | 'freshness'
  | 'operations'
  | 'performance'
  | 'estimated'
  | 'calibration'
  | 'labels'
  | `business:${string}`;

/** What was found of one column, or of one figure, in a window. */
export interface Finding {
  readonly check: Check;
  /** Column, or name of the figure. */
  readonly column: string;
  /** How it was compared, such as `ks`. */
  readonly measure: string;
  /** Size of the difference in the measure's unit; 0 is none. */
  readonly effect: number | null;
  /** Chance of such a difference without a change, for all columns together; null where nobody can say. */
  readonly pValue: number | null;
  /** `natural`: it differs, and did so a season ago. */
  readonly verdict: DriftVerdict | 'natural';
  /** What moved, in words; null where nothing did. */
  readonly why: string | null;
}

/** Whether it is more than chance, and matters. */
export function isDrift({ verdict }: Pick<Finding, 'verdict'>): boolean {
  return verdict === 'drift';
}
