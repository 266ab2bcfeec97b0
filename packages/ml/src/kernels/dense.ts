import { WASM } from './dense.generated.ts';
import type { KernelArea } from './load-kernels.ts';
import type { LinearMemory } from './web-assembly.ts';

/** Kernels on dense arrays. Addresses are bytes, lengths are elements. */
export interface DenseKernels {
  /** Sum of a[i] * b[i] over n doubles. */
  dotDoubles(a: number, b: number, n: number): number;
  /** scores[i * k + c] = product of row i of x and row c of w. x: n x p, w: k x p, scores: n x k. */
  scoreRows(x: number, n: number, p: number, w: number, k: number, scores: number): void;
  /** sums[c * p + j] += sum over i of slopes[i * k + c] * x[i * p + j]. x: n x p, slopes: n x k, sums: k x p. */
  addRows(x: number, n: number, p: number, slopes: number, k: number, sums: number): void;
  /** columns[j * n + i] = (x[i * p + j] - means[j]) * roots[i]. x: n x p, columns: p x n. */
  turnRows(x: number, n: number, p: number, means: number, roots: number, columns: number): void;
  /** gram[i * p + j] += product of columns i and j, for j <= i. columns: p x n with n even, gram: p x p. */
  addGram(columns: number, n: number, p: number, gram: number): void;
}

/** Kernels on dense arrays of numbers. */
export const DENSE: KernelArea<DenseKernels> = { wasm: WASM, twin: denseTwin };

function denseTwin(memory: LinearMemory): DenseKernels {
  const doubles = (at: number, length: number) => new Float64Array(memory.buffer, at, length);
  return {
    dotDoubles: (a, b, n) => dotInFours(doubles(a, n), doubles(b, n)),
    scoreRows(x, n, p, w, k, scores) {
      const into = doubles(scores, n * k);
      for (let i = 0; i < n; i++)
        for (let c = 0; c < k; c++)
          into[i * k + c] = dotInFours(doubles(x + 8 * i * p, p), doubles(w + 8 * c * p, p));
    },
    addRows(x, n, p, slopes, k, sums) {
      const values = doubles(x, n * p);
      const s = doubles(slopes, n * k);
      const into = doubles(sums, k * p);
      const whole = n & ~3;
      for (let c = 0; c < k; c++) {
        const product = (i: number, j: number) => s[i * k + c] * values[i * p + j];
        for (let j = 0; j < p; j++) {
          let sum = into[c * p + j];
          for (let i = 0; i < whole; i += 4)
            sum += product(i, j) + product(i + 1, j) + (product(i + 2, j) + product(i + 3, j));
          for (let i = whole; i < n; i++) sum += product(i, j);
          into[c * p + j] = sum;
        }
      }
    },
    turnRows(x, n, p, means, roots, columns) {
      const values = doubles(x, n * p);
      const m = doubles(means, p);
      const r = doubles(roots, n);
      const into = doubles(columns, p * n);
      for (let i = 0; i < n; i++)
        for (let j = 0; j < p; j++) into[j * n + i] = (values[i * p + j] - m[j]) * r[i];
    },
    addGram(columns, n, p, gram) {
      const c = doubles(columns, p * n);
      const into = doubles(gram, p * p);
      for (let i = 0; i < p; i++) {
        for (let j = 0; j <= i; j++) {
          const sums = [0, 0];
          for (let t = 0; t < n; t++) sums[t & 1] += c[i * n + t] * c[j * n + t];
          into[i * p + j] += sums[0] + sums[1];
        }
      }
    },
  };
}

function dotInFours(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  const sums = [0, 0, 0, 0];
  const whole = n & ~3;
  for (let i = 0; i < whole; i++) sums[i & 3] += x[i] * y[i];
  let sum = sums[0] + sums[2] + (sums[1] + sums[3]);
  for (let i = whole; i < n; i++) sum += x[i] * y[i];
  return sum;
}
