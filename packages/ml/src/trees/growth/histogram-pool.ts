import type { Heap } from '../../kernels/index.ts';

/** Bytes of histograms at most; beyond, a leaf's is built again when it is needed again. */
const MAX_BYTES = 2 ** 28;
/** A parent's, its children's, and one to take from. */
const MIN_HISTOGRAMS = 4;

/** Histograms that are used again and again. */
export interface HistogramPool {
  /** Histograms at most. */
  readonly most: number;
  /** Address of a histogram that nobody uses; undefined when all are in use and there may be no more. */
  take(): number | undefined;
  give(at: number): void;
  /** Gives all back. */
  clear(): void;
}

/** A pool that grows to as many histograms as are in use at once, 256 MiB at most. */
export function histogramPool(heap: Heap, sizeBytes: number): HistogramPool {
  const most = Math.max(MIN_HISTOGRAMS, Math.floor(MAX_BYTES / sizeBytes));
  const all: number[] = [];
  let free: number[] = [];
  return {
    most,
    take() {
      const given = free.pop();
      if (given !== undefined || all.length === most) return given;
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
