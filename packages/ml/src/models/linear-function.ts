import type { Matrix, SparseMatrix } from '../math/index.ts';
import { assertColumns } from './refusals.ts';
import { stateCheck } from './state-reader.ts';

/** A weighted sum of the columns plus a constant: the state of every linear regression. */
export interface LinearFunction {
  /** One weight per column, in the units of the target per unit of the column. */
  readonly weights: Float64Array;
  /** Answer where every column is 0. */
  readonly intercept: number;
}

/**
 * The linear function through the mean of the data with the given weights.
 *
 * @param means Mean of each column.
 * @param targetMean Mean of the target.
 */
export function throughMeans(
  weights: Float64Array,
  means: Float64Array,
  targetMean: number,
): LinearFunction {
  let intercept = targetMean;
  for (let j = 0; j < weights.length; j++) intercept -= weights[j] * means[j];
  return { weights, intercept };
}

const checkLinear = stateCheck<LinearFunction>((state) => {
  state.field('weights').numbers(Float64Array);
  state.field('intercept').finite();
});

/**
 * Values of a linear function, summed in the order of the columns.
 *
 * @shape x: m x p; the result has m values.
 * @throws SHAPE_MISMATCH, MODEL_ARTIFACT_INVALID
 */
export function evaluateLinear(owner: string, state: LinearFunction, x: Matrix): Float64Array {
  checkLinear(owner, state);
  const { weights, intercept } = state;
  assertColumns(owner, weights.length, x);
  const predicted = new Float64Array(x.nRows);
  for (let i = 0, at = 0; i < x.nRows; i++) {
    let sum = intercept;
    for (let j = 0; j < weights.length; j++) sum += weights[j] * x.values[at++];
    predicted[i] = sum;
  }
  return predicted;
}

/**
 * Values of a linear function on sparse rows, with the same bits as on dense ones.
 *
 * @shape x: m x p; the result has m values.
 * @throws SHAPE_MISMATCH, MODEL_ARTIFACT_INVALID
 */
export function evaluateLinearSparse(
  owner: string,
  state: LinearFunction,
  x: SparseMatrix,
): Float64Array {
  checkLinear(owner, state);
  const { weights, intercept } = state;
  assertColumns(owner, weights.length, x);
  const predicted = new Float64Array(x.nRows);
  for (let i = 0; i < x.nRows; i++) {
    let sum = intercept;
    for (let at = x.offsets[i]; at < x.offsets[i + 1]; at++)
      sum += weights[x.columns[at]] * x.values[at];
    predicted[i] = sum;
  }
  return predicted;
}
