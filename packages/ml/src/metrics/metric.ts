import type { Task } from '@kaizenml/contracts';
import { type Outcome, rowWeights } from './outcome.ts';

/**
 * The value for one weighting of the rows; rows of weight 0 are as good as absent.
 *
 * @shape weights: n, each 0 or more; a weight of 2 is the row given twice.
 */
export type WeightedValue = (weights: Float64Array) => number;

/** What a metric is, apart from how it is computed. */
export interface MetricDescription {
  /** Snake-case, as the field writes it: `roc_auc`. The file has the same name in kebab-case. */
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
  /** True when the value is the share of rows that have something, so that its interval has a closed form. */
  readonly isShareOfRows?: boolean;
  /** One plain sentence for a person who never met it. */
  readonly doc: string;
  readonly source: string;
}

/** A figure of merit: a description plus one pure function. */
export interface Metric extends MetricDescription {
  /**
   * Does the work that no weighting changes (sorting, choosing classes) and returns the rest, which is
   * O(n): hundreds of bootstrap resamples cost little more than one value.
   */
  prepare(outcome: Outcome): WeightedValue;
  /**
   * The value, or NaN when the outcome does not define it (one class only, no rows).
   *
   * @param weights Weight per row. Default those of the outcome, else 1 each.
   * @throws ARGUMENT_INVALID when the outcome is of the other kind, SHAPE_MISMATCH when lengths differ.
   */
  compute(outcome: Outcome, weights?: Float64Array): number;
}

/** A metric from its description and its prepared form. */
export function defineMetric(metric: MetricDescription & Pick<Metric, 'prepare'>): Metric {
  return {
    ...metric,
    compute: (outcome, weights = rowWeights(outcome)) => metric.prepare(outcome)(weights),
  };
}

/** 1 where more of the metric is better, -1 where less is: the value times it is a score, higher is better. */
export function signOf({ better }: Pick<MetricDescription, 'better'>): 1 | -1 {
  return better === 'higher' ? 1 : -1;
}
