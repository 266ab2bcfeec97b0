import { BINS, type BinKernels, type Heap, loadKernels } from '../kernels/index.ts';
import { addMoments, type ColumnWindow, type WindowMoments } from './column-window.ts';

/** Values that are looked at together: few enough to stay in the cache. */
const BLOCK = 4096;

/** Adds numbers to the counts and moments of a window, but not to its rows. */
export interface NumberCounter {
  /** @cost O(n log edges) */
  readonly count: (window: ColumnWindow, values: Float64Array) => void;
  /** @param weights What each value stands for, above 0. Length n. @cost O(n log edges) */
  readonly weigh: (window: ColumnWindow, values: Float64Array, weights: Float64Array) => void;
}

/**
 * Finds the bins of numbers.
 *
 * @param edges Rising, at least one.
 * @param heap Memory of the kernels: values that lie there are counted where they are.
 */
export function openNumberCounter(edges: Float64Array, heap: Heap): NumberCounter {
  const padded = new Float64Array(2 ** Math.ceil(Math.log2(edges.length + 1))).fill(Infinity);
  padded.set(edges);
  return {
    count(window, values) {
      const mark = heap.mark();
      try {
        countInHeap({ window, values, padded, heap });
      } finally {
        heap.release(mark);
      }
    },
    weigh(window, values, weights) {
      for (let from = 0; from < values.length; from += BLOCK)
        weighBlock(window, padded, [
          values.subarray(from, from + BLOCK),
          weights.subarray(from, from + BLOCK),
        ]);
    },
  };
}

interface Counting {
  readonly window: ColumnWindow;
  readonly values: Float64Array;
  /** Edges, and Infinity behind them up to a power of two. */
  readonly padded: Float64Array;
  readonly heap: Heap;
}

function countInHeap({ window, values, padded, heap }: Counting): void {
  const kernels = loadKernels(BINS, heap.memory);
  const nSlots = padded.length;
  const address = heap.addressOf(values);
  const roomAt = address ?? heap.take(8 * Math.min(BLOCK, values.length));
  const [edgesAt, countsAt] = [heap.take(8 * nSlots), heap.take(8 * (nSlots + 1))];
  const outAt = heap.take(32);
  heap.doubles(edgesAt, nSlots).set(padded);
  const counts = heap.doubles(countsAt, nSlots + 1).fill(0);
  const out = heap.doubles(outAt, 4);
  const room = address === undefined ? heap.doubles(roomAt, Math.min(BLOCK, values.length)) : null;
  let nFinite = 0;
  for (let from = 0; from < values.length; from += BLOCK) {
    const n = Math.min(BLOCK, values.length - from);
    room?.set(values.subarray(from, from + n));
    const at = room === null ? roomAt + 8 * from : roomAt;
    kernels.countBins(at, n, edgesAt, nSlots, countsAt);
    const moments = momentsOf(kernels, { at, n, outAt, out });
    addMoments(window.moments, moments);
    nFinite += moments.weight;
  }
  for (let bin = 0; bin < window.counts.length; bin++) window.counts[bin] += counts[bin];
  window.missing += counts[nSlots];
  window.infinite += values.length - counts[nSlots] - nFinite;
}

interface Block {
  readonly at: number;
  readonly n: number;
  readonly outAt: number;
  /** What kernels write. */
  readonly out: Float64Array;
}

/** In two passes, so that a large mean does not cost the spread its digits. */
function momentsOf(kernels: BinKernels, { at, n, outAt, out }: Block): WindowMoments {
  kernels.sumFinite(at, n, outAt);
  const [weight, sum, min, max] = out;
  if (weight === 0) return { weight, mean: 0, squares: 0, min, max };
  const mean = sum / weight;
  kernels.sumSquares(at, n, mean, outAt);
  const [rest, squares] = out;
  return {
    ...{ weight, min, max, mean: mean + rest / weight },
    squares: Math.max(0, squares - (rest * rest) / weight),
  };
}

function weighBlock(
  window: ColumnWindow,
  edges: Float64Array,
  [values, weights]: readonly [Float64Array, Float64Array],
): void {
  let [weight, sum, min, max] = [0, 0, Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) {
      window.missing += weights[i];
      continue;
    }
    window.counts[binOf(edges, value)] += weights[i];
    if (value - value !== 0) {
      window.infinite += weights[i];
      continue;
    }
    weight += weights[i];
    sum += weights[i] * value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (weight === 0) return;
  const mean = sum / weight;
  let [rest, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const distance = values[i] - mean;
    if (distance - distance !== 0) continue;
    rest += weights[i] * distance;
    squares += weights[i] * distance * distance;
  }
  addMoments(window.moments, {
    ...{ weight, min, max, mean: mean + rest / weight },
    squares: Math.max(0, squares - (rest * rest) / weight),
  });
}

/** How many edges lie below a value. */
function binOf(edges: Float64Array, value: number): number {
  let bin = 0;
  for (let half = edges.length / 2; half >= 1; half /= 2)
    if (edges[bin + half - 1] < value) bin += half;
  return bin;
}
