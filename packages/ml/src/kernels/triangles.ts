import type { KernelArea } from './load-kernels.ts';
import { WASM } from './triangles.generated.ts';
import type { LinearMemory } from './web-assembly.ts';

/** Kernels on symmetric matrices, n x n row-major. Addresses are bytes; `four` is room for 4 doubles. */
export interface TriangleKernels {
  /** A = L L' in place: reads the lower triangle of A and writes L there. 0 where A is not positive definite, else 1. */
  factorize(a: number, n: number, four: number): number;
  /** Row i of u becomes column i of the inverse of L. */
  invertLower(lower: number, n: number, u: number, four: number): void;
  /** The lower triangle of U U', where row i of U begins with i zeros: the inverse of A. */
  multiplyRows(u: number, n: number, inverse: number, four: number): void;
}

/**
 * Kernels on symmetric matrices.
 *
 * @source Golub & Van Loan (2013), "Matrix Computations", 4th ed., section 4.2.
 */
export const TRIANGLES: KernelArea<TriangleKernels> = { wasm: WASM, twin: trianglesTwin };

function trianglesTwin(memory: LinearMemory): TriangleKernels {
  const square = (at: number, n: number) => new Float64Array(memory.buffer, at, n * n);
  return {
    factorize(address, n) {
      const a = square(address, n);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < i; j++)
          a[i * n + j] = (a[i * n + j] - product(a, j * n, a, i * n, 0, j)) / a[j * n + j];
        const pivot = a[i * n + i] - product(a, i * n, a, i * n, 0, i);
        if (!(pivot > 0)) return 0;
        a[i * n + i] = Math.sqrt(pivot);
      }
      return 1;
    },
    invertLower(lowerAt, n, uAt) {
      const lower = square(lowerAt, n);
      const u = square(uAt, n).fill(0);
      for (let i = 0; i < n; i++) {
        u[i * n + i] = 1 / lower[i * n + i];
        for (let k = i + 1; k < n; k++)
          u[i * n + k] = -product(lower, k * n, u, i * n, i & ~3, k) / lower[k * n + k];
      }
    },
    multiplyRows(uAt, n, inverseAt) {
      const u = square(uAt, n);
      const inverse = square(inverseAt, n);
      for (let i = 0; i < n; i++)
        for (let j = 0; j <= i; j++) inverse[i * n + j] = product(u, i * n, u, j * n, i, n);
    },
  };
}

/** Sum over places `from` to `to` - 1 of two rows: four running sums, then the rest in order. */
function product(
  a: Float64Array,
  startA: number,
  b: Float64Array,
  startB: number,
  from: number,
  to: number,
): number {
  const sums = [0, 0, 0, 0];
  const whole = from + ((to - from) & ~3);
  for (let k = from; k < whole; k++) sums[(k - from) & 3] += a[startA + k] * b[startB + k];
  let sum = sums[0] + sums[2] + (sums[1] + sums[3]);
  for (let k = whole; k < to; k++) sum += a[startA + k] * b[startB + k];
  return sum;
}
