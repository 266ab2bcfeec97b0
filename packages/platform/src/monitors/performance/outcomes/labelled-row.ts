import type { Prediction } from '@kaizenml/contracts';
import type { LabelValue } from '../../../predictions/log.ts';

/** An answer whose truth is known. */
export interface LabelledRow {
  readonly prediction: Prediction;
  readonly label: LabelValue;
  /** Rows that it stands for. */
  readonly weight: number;
}
