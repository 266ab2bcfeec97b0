import { DENSE, loadKernels, threadHeap } from '../kernels/index.ts';
import { columnSpread, meanOf } from './centered.ts';
import type { Matrix } from './matrix.ts';

/** Products of centered data: what the normal equations need. */
export interface Moments {
  /** X'X, p x p. */
  readonly gram: Float64Array;
  /** X'y, length p. */
  readonly crossed: Float64Array;
  /** y'y. */
  readonly targetSquares: number;
  /** Mean of each column. Length p. */
  readonly means: Float64Array;
  readonly targetMean: number;
}

/** Rows that are centered and turned at a time: even, and few enough for a block to stay in the cache. */
const BLOCK_ROWS = 128;

/**
 * X'WX, X'Wy and y'Wy of data centered around its weighted means, W the weights of the rows, in blocks
 * of rows: no copy of the data is made. A constant column (see `columnSpread`) counts as 0.
 *
 * @param weights How much each row counts. Default 1 each.
 * @shape x: n x p, y: n
 * @cost O(n p^2 / 2) time, O(p^2) memory.
 */
export function moments(x: Matrix, y: Float64Array, weights?: Float64Array): Moments {
  const { nRows: n, nColumns: p, values } = x;
  const { means, deviations } = columnSpread(x, weights);
  const targetMean = meanOf(y, weights);
  const width = p + 1;
  const heap = threadHeap();
  const mark = heap.mark();
  try {
    const kernels = loadKernels(DENSE, heap.memory);
    const take = (length: number) => heap.take(8 * length);
    const [rows, turned] = [take(BLOCK_ROWS * p), take(BLOCK_ROWS * width)];
    const [centers, roots, products] = [take(p), take(BLOCK_ROWS), take(width * width)];
    const block = heap.doubles(rows, BLOCK_ROWS * p).fill(0);
    const target = heap.doubles(turned + 8 * BLOCK_ROWS * p, BLOCK_ROWS);
    const root = heap.doubles(roots, BLOCK_ROWS);
    heap.doubles(centers, p).set(means);
    const sums = heap.doubles(products, width * width).fill(0);
    for (let from = 0; from < n; from += BLOCK_ROWS) {
      const count = Math.min(BLOCK_ROWS, n - from);
      block.set(values.subarray(from * p, (from + count) * p));
      for (let i = 0; i < BLOCK_ROWS; i++) {
        const row = from + i;
        root[i] = i >= count ? 0 : weights === undefined ? 1 : Math.sqrt(weights[row]);
        target[i] = i >= count ? 0 : (y[row] - targetMean) * root[i];
      }
      kernels.turnRows(rows, BLOCK_ROWS, p, centers, roots, turned);
      kernels.addGram(turned, BLOCK_ROWS, width, products);
    }
    return { ...unpackMoments(sums, deviations), means, targetMean };
  } finally {
    heap.release(mark);
  }
}

/** Takes X'X, X'y and y'y from the lower triangle of the products of X with y as its last column. */
function unpackMoments(sums: Float64Array, deviations: Float64Array) {
  const p = deviations.length;
  const width = p + 1;
  const gram = new Float64Array(p * p);
  const crossed = new Float64Array(p);
  for (let i = 0; i < p; i++) {
    if (deviations[i] === 0) continue;
    crossed[i] = sums[p * width + i];
    for (let j = 0; j <= i; j++) {
      if (deviations[j] === 0) continue;
      gram[i * p + j] = sums[i * width + j];
      gram[j * p + i] = sums[i * width + j];
    }
  }
  return { gram, crossed, targetSquares: sums[p * width + p] };
}
