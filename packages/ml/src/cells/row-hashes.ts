import { CELLS, type Heap, loadKernels, openHeap } from '../kernels/index.ts';

/** Hashes of rows, 64 bits each. */
export interface RowHashes {
  /** Where the hashes of the next rows go; 0 when there have been too many. */
  readonly room: (nRows: number) => number;
  /** Different rows; undefined when there were too many. At 10 million rows two different ones meet with a chance of 5 in a million. */
  readonly count: () => number | undefined;
}

/** Rows up to which hashes are kept: half a gigabyte with the room to count them. */
export const MOST_HASHED_ROWS = 32_000_000;
const FEWEST_ROWS = 1 << 17;

/** Opens hashes of rows on a heap. */
export function rowHashes(heap: Heap): RowHashes {
  let [at, capacity, n] = [0, 0, 0];
  return {
    room(nRows) {
      if (n + nRows > MOST_HASHED_ROWS) n = Number.POSITIVE_INFINITY;
      if (!Number.isFinite(n)) return 0;
      if (n + nRows > capacity) {
        capacity = Math.max(FEWEST_ROWS, 2 * capacity, n + nRows);
        const wider = heap.take(8 * capacity);
        heap.bytes(wider, 8 * n).set(heap.bytes(at, 8 * n));
        at = wider;
      }
      n += nRows;
      return at + 8 * (n - nRows);
    },
    count() {
      if (!Number.isFinite(n)) return undefined;
      const kernels = loadKernels(CELLS, heap.memory);
      const mark = heap.mark();
      const [sorted, buckets] = [heap.take(8 * n), heap.take(4 * 257)];
      const longest = kernels.partition(at, n, sorted, buckets);
      const nSlots = 2 ** Math.ceil(Math.log2(2 * longest + 2));
      const count = kernels.countDistinct(sorted, buckets, heap.take(8 * nSlots), nSlots);
      heap.release(mark);
      return count;
    },
  };
}

/** Counts different words of 64 bits that come in pieces: at most `MOST_HASHED_ROWS`, those that differ in their lowest bit alone taken for one. */
export interface HashCounter {
  readonly push: (hashes: BigUint64Array) => void;
  /** Undefined when there were too many. */
  readonly count: () => number | undefined;
}

/** Opens a counter of its own. @cost 16 bytes and about 20 ns per word. */
export function openHashCounter(): HashCounter {
  const heap = openHeap();
  const rows = rowHashes(heap);
  return {
    push(hashes) {
      const at = rows.room(hashes.length);
      if (at !== 0) new BigUint64Array(heap.memory.buffer, at, hashes.length).set(hashes);
    },
    count: rows.count,
  };
}
