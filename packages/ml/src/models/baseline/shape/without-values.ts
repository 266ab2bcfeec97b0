import type { Matrix, SparseMatrix } from '../../../math/index.ts';

/** The shape of sparse rows: all that answers need which do not depend on the features. */
export function withoutValues({ nRows, nColumns }: SparseMatrix): Matrix {
  return { nRows, nColumns, values: new Float64Array(0) };
}
