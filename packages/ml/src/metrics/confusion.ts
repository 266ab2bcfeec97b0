import { asClassification, type Outcome, predictedClasses } from './outcome.ts';

/** The diagonal and the margins of the weighted counts of true against predicted class: all that most metrics ask. */
export interface Confusion {
  /** Weight of rows per class that were called so: the diagonal. */
  readonly hits: Float64Array;
  /** Weight of rows per true class. */
  readonly actual: Float64Array;
  /** Weight of rows per predicted class. */
  readonly called: Float64Array;
  /** Weight of all rows. */
  readonly total: number;
  /** Weight of rows that were called what they are. */
  readonly correct: number;
}

/**
 * A metric's prepared form from a formula on the confusion matrix.
 *
 * @param name Metric that asks, for its errors.
 * @param formula Value from the counts; NaN where they do not define it.
 * @cost O(n + nClasses) per weighting.
 */
export function onConfusion(name: string, formula: (counts: Confusion) => number) {
  return (outcome: Outcome): ((weights: Float64Array) => number) => {
    const checked = asClassification(name, outcome);
    const { truth, nClasses } = checked;
    const predicted = predictedClasses(checked);
    return (weights) => formula(countConfusion(truth, predicted, { nClasses, weights }));
  };
}

/**
 * Counts true against predicted classes, without the cells off the diagonal: of hundreds of classes these are many more than rows.
 *
 * @param truth Class per row. Length n.
 * @param predicted Class per row. Length n.
 */
export function countConfusion(
  truth: Int32Array,
  predicted: Int32Array,
  { nClasses, weights }: { readonly nClasses: number; readonly weights: Float64Array },
): Confusion {
  const actual = new Float64Array(nClasses);
  const called = new Float64Array(nClasses);
  const own = new Float64Array(nClasses);
  for (let i = 0; i < truth.length; i++) {
    const weight = weights[i];
    if (weight === 0) continue;
    actual[truth[i]] += weight;
    called[predicted[i]] += weight;
    if (truth[i] === predicted[i]) own[truth[i]] += weight;
  }
  let [total, correct] = [0, 0];
  for (let code = 0; code < nClasses; code++) {
    total += actual[code];
    correct += own[code];
  }
  return { hits: own, actual, called, total, correct };
}

/** The diagonal cell of a class: rows of the class that were called so. */
export function hits({ hits: own }: Confusion, code: number): number {
  return own[code];
}

/**
 * F1 of one class: 2 hits / (rows of the class + rows called so).
 *
 * @returns 0 to 1; NaN when the class neither occurs nor is called.
 */
export function classF1(counts: Confusion, code: number): number {
  return (2 * hits(counts, code)) / (counts.actual[code] + counts.called[code]);
}

/** Mean of the values that are defined, or NaN when none is. */
export function meanOfDefined(values: readonly number[]): number {
  const defined = values.filter((value) => !Number.isNaN(value));
  return defined.reduce((sum, value) => sum + value, 0) / defined.length;
}
