import type { Matrix } from './matrix.ts';
import type { SparseMatrix } from './sparse-matrix.ts';

/** Rows to learn from or to answer: all values written out, or zeros left out. */
export type Features = Matrix | SparseMatrix;

/** True when zeros are left out. */
export function isSparse(x: Features): x is SparseMatrix {
  return 'offsets' in x;
}
