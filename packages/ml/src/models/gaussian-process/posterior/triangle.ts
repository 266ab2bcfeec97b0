import { type Heap, loadKernels, TRIANGLES, threadHeap } from '../../../kernels/index.ts';

/** Cholesky's factor L of A = L L', and the inverse of A; n x n row-major, of which the lower triangles count. */
export interface Factored {
  readonly lower: Float64Array;
  readonly inverse: Float64Array;
}

/**
 * Cholesky's factor of a symmetric positive definite matrix.
 *
 * @param a A, n x n row-major, of which the lower triangle is read. Left untouched.
 * @returns L in the lower triangle, or undefined when A is not positive definite to working precision.
 * @cost O(n^3 / 3) time.
 * @source Golub & Van Loan (2013), "Matrix Computations", 4th ed., section 4.2.
 */
export function factorize(a: Float64Array, n: number): Float64Array | undefined {
  return withHeap((heap) => {
    const at = heap.take(8 * n * n);
    const four = heap.take(32);
    heap.doubles(at, n * n).set(a);
    const isPositive = loadKernels(TRIANGLES, heap.memory).factorize(at, n, four) === 1;
    return isPositive ? heap.doubles(at, n * n).slice() : undefined;
  });
}

/**
 * Cholesky's factor and the inverse of a symmetric positive definite matrix; see `factorize`.
 *
 * @cost O(n^3) time.
 */
export function factorizeAndInvert(a: Float64Array, n: number): Factored | undefined {
  return withHeap((heap) => {
    const [aAt, uAt, inverseAt] = [1, 2, 3].map(() => heap.take(8 * n * n));
    const four = heap.take(32);
    const kernels = loadKernels(TRIANGLES, heap.memory);
    heap.doubles(aAt, n * n).set(a);
    if (kernels.factorize(aAt, n, four) === 0) return undefined;
    kernels.invertLower(aAt, n, uAt, four);
    kernels.multiplyRows(uAt, n, inverseAt, four);
    const [lower, inverse] = [aAt, inverseAt].map((at) => heap.doubles(at, n * n).slice());
    return { lower, inverse };
  });
}

function withHeap<Result>(work: (heap: Heap) => Result): Result {
  const heap = threadHeap();
  const mark = heap.mark();
  try {
    return work(heap);
  } finally {
    heap.release(mark);
  }
}

/** Solves L z = b in place. @shape lower: n x n row-major, of which the lower triangle is read; b: n */
export function solveLower(lower: Float64Array, b: Float64Array): void {
  const n = b.length;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) b[i] -= lower[i * n + j] * b[j];
    b[i] /= lower[i * n + i];
  }
}

/** Solves L' z = b in place. @shape lower: n x n row-major, of which the lower triangle is read; b: n */
export function solveUpper(lower: Float64Array, b: Float64Array): void {
  const n = b.length;
  for (let i = n - 1; i >= 0; i--) {
    b[i] /= lower[i * n + i];
    for (let j = 0; j < i; j++) b[j] -= lower[i * n + j] * b[i];
  }
}
