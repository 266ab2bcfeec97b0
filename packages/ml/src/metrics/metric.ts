import type { Task } from '@kaizenml/contracts';

/** The truth and the answers of a classifier. */
export interface ClassificationOutcome {
  readonly kind: 'classification';
  /** True class per row, 0 to nClasses - 1. Length n. */
  readonly truth: Int32Array;
  /** Probability of each class per row, row-major. Length n * nClasses. */
  readonly probabilities: Float64Array;
  readonly nClasses: number;
}

/** The truth and the answers of a regressor. */
export interface RegressionOutcome {
  readonly kind: 'regression';
  /** Length n. */
  readonly truth: Float64Array;
  /** Length n. */
  readonly predicted: Float64Array;
}

export type Outcome = ClassificationOutcome | RegressionOutcome;

/** A figure of merit: a description plus one pure function. */
export interface Metric {
  /** Snake-case, as the field writes it: `roc_auc`. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  readonly tasks: readonly Task[];
  /** Whether more or less is better. */
  readonly better: 'higher' | 'lower';
  /** Best possible value. */
  readonly best: number;
  /** Legal values, closed. */
  readonly bounds: readonly [low: number, high: number];
  /** Unit of the value; `target` is the unit of the target column. */
  readonly unit: 'share' | 'nats' | 'target' | 'none';
  /** One plain sentence for a person who never met it. */
  readonly doc: string;
  readonly source: string;
  /** The value, or NaN when the outcome does not define it (one class only, no rows). */
  compute(outcome: Outcome): number;
}
