import type { WeightedNumbers } from './read-target.ts';

/** What is left of the target in some rows, with the weights of those rows. */
export interface Residuals {
  readonly residuals: Float64Array;
  readonly weights: Float64Array;
}

/** Target minus score of rows[from] to rows[to - 1]; rows of weight 0 are left out. */
export function leafResiduals(
  { values, weights }: WeightedNumbers,
  rows: Int32Array,
  from: number,
  to: number,
  scores: Float64Array,
): Residuals {
  const residuals = new Float64Array(to - from);
  const kept = new Float64Array(to - from);
  let n = 0;
  for (let k = from; k < to; k++) {
    const row = rows[k];
    const weight = weights === undefined ? 1 : weights[row];
    if (weight === 0) continue;
    residuals[n] = values[row] - scores[row];
    kept[n++] = weight;
  }
  return { residuals: residuals.subarray(0, n), weights: kept.subarray(0, n) };
}

/** The target itself, as what is left of it before any score; rows of weight 0 are left out. A copy. */
export function allResiduals({ values, weights }: WeightedNumbers): Residuals {
  if (weights === undefined)
    return { residuals: values.slice(), weights: new Float64Array(values.length).fill(1) };
  const hasWeight = (_: number, i: number) => weights[i] > 0;
  return { residuals: values.filter(hasWeight), weights: weights.filter((weight) => weight > 0) };
}
