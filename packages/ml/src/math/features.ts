import { type Matrix, takeMatrixRows } from './matrix.ts';
import { type SparseMatrix, takeSparseRows } from './sparse-matrix.ts';

/** Rows to learn from or to answer: all values written out, or zeros left out. */
export type Features = Matrix | SparseMatrix;

/** True when zeros are left out. */
export function isSparse(x: Features): x is SparseMatrix {
  return 'offsets' in x;
}

/** The rows at the given positions, in that order. */
export function takeFeatureRows(x: Features, rows: ArrayLike<number>): Features {
  return isSparse(x) ? takeSparseRows(x, rows) : takeMatrixRows(x, rows);
}
