import { DENSE, loadKernels, threadHeap } from '../kernels/index.ts';
import type { Centered } from './centered.ts';

/**
 * XX' of centered data: the products of its rows with each other, for more columns than rows.
 *
 * @returns n x n, row-major.
 * @cost O(n^2 p / 2) time, O(n^2) memory.
 */
export function rowProducts({ nRows: n, nColumns: p, columns }: Centered): Float64Array {
  const even = p + (p % 2);
  const heap = threadHeap();
  const mark = heap.mark();
  try {
    const [rowsAt, productsAt] = [heap.take(8 * n * even), heap.take(8 * n * n)];
    const rows = heap.doubles(rowsAt, n * even).fill(0);
    const products = heap.doubles(productsAt, n * n).fill(0);
    for (let j = 0; j < p; j++) for (let i = 0; i < n; i++) rows[i * even + j] = columns[j * n + i];
    loadKernels(DENSE, heap.memory).addGram(rowsAt, even, n, productsAt);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < i; j++) products[j * n + i] = products[i * n + j];
    return products.slice();
  } finally {
    heap.release(mark);
  }
}
