import { resolveParams } from '@kaizenml/contracts';
import { type Matrix, seededRandom, zeros } from '@kaizenml/ml/math';
import type { AnyEstimator } from '@kaizenml/ml/models';

/** Columns of numbers as a matrix of the given rows. */
export function matrixOf(columns: readonly Float64Array[], rows: readonly number[]): Matrix {
  const x = zeros(rows.length, columns.length);
  rows.forEach((row, i) => {
    columns.forEach((column, j) => {
      x.values[i * columns.length + j] = column[row];
    });
  });
  return x;
}

/** What a regression answers for `xTest` after learning from `x` and `y`. */
export function fitPredict(
  estimator: AnyEstimator,
  given: Readonly<Record<string, unknown>>,
  { x, y, xTest = x }: { x: Matrix; y: Float64Array; xTest?: Matrix },
): Float64Array {
  const params = resolveParams(estimator.name, estimator.params, given);
  const target = { kind: 'regression', values: y } as const;
  return estimator.predict(estimator.fit(x, target, params, { random: seededRandom(1) }), xTest);
}

/** Root mean squared error, mean absolute error and share of variance explained. */
export function scores(predicted: Float64Array, truth: Float64Array) {
  const n = truth.length;
  const mean = truth.reduce((sum, v) => sum + v, 0) / n;
  const squares = truth.reduce((sum, v, i) => sum + (v - predicted[i]) ** 2, 0);
  return {
    rmse: Math.sqrt(squares / n),
    mae: truth.reduce((sum, v, i) => sum + Math.abs(v - predicted[i]), 0) / n,
    r2: 1 - squares / truth.reduce((sum, v) => sum + (v - mean) ** 2, 0),
  };
}
