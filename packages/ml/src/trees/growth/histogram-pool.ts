import type { Heap } from '../../kernels/index.ts';

/** Histograms that are used again and again. */
export interface HistogramPool {
  /** Address of a histogram that nobody uses. */
  take(): number;
  give(at: number): void;
  /** Gives all back. */
  clear(): void;
}

/** A pool that holds as many histograms as were in use at once. */
export function histogramPool(heap: Heap, sizeBytes: number): HistogramPool {
  const all: number[] = [];
  let free: number[] = [];
  return {
    take() {
      const given = free.pop();
      if (given !== undefined) return given;
      const at = heap.take(sizeBytes);
      all.push(at);
      return at;
    },
    give(at) {
      free.push(at);
    },
    clear() {
      free = all.toReversed();
    },
  };
}
