export { answeredClass } from './answered-class.ts';
export {
  type Centered,
  type ColumnSpread,
  center,
  columnSpread,
  meanOf,
} from './centered.ts';
export { solvePositiveDefinite } from './cholesky.ts';
export { exp } from './exp.ts';
export { type Features, isSparse, takeFeatureRows } from './features.ts';
export { finiteNumbers } from './finite-numbers.ts';
export { inSharedMemory, sharedBytes, sharedDoubles } from './in-shared-memory.ts';
export { log } from './log.ts';
export { fromRows, type Matrix, takeMatrixRows, zeros } from './matrix.ts';
export {
  type ConvexFunction,
  type MinimizeOptions,
  type Minimum,
  minimizeConvex,
} from './minimize-convex.ts';
export {
  type LeastSquaresProblem,
  type LeastSquaresSolution,
  solveMinimumNorm,
} from './minimum-norm.ts';
export { type Moments, moments } from './moments.ts';
export { nthSmallest } from './nth-smallest.ts';
export { type Random, seededRandom, shuffle, shuffledIndices } from './random.ts';
export { risingOrder } from './rising-order.ts';
export { rowProducts } from './row-products.ts';
export { sigmoid } from './sigmoid.ts';
export { softmaxInPlace } from './softmax.ts';
export {
  assertSparse,
  type SparseMatrix,
  sparseFromRows,
  takeSparseRows,
  toDense,
  toSparse,
  transposeSparse,
} from './sparse-matrix.ts';
export { sparseMoments } from './sparse-moments.ts';
export { weightedQuantile } from './weighted-quantile.ts';
