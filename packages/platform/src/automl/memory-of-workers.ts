import { availableMemory } from 'node:process';

/** What the threads of a search may use together, of what the machine has left. */
const SHARE = 0.6;
const GIBIBYTE = 2 ** 30;
/** Prepared folds that are shared, at most. */
const MOST_STORED_BYTES = GIBIBYTE / 2;
/** Plain objects of one thread; matrices and models of numbers lie outside of the heap. */
const HEAP_MB = { least: 192, most: 4096 };

/** Limits of memory. */
export interface WorkerMemory {
  /** Heap of one thread. */
  readonly maxHeapMb: number;
  /** One matrix that is prepared for a fit, which takes about as much again. */
  readonly maxMatrixBytes: number;
  /** All prepared folds that are kept. */
  readonly maxStoreBytes: number;
}

/**
 * Shares the machine's memory out to the threads of a search.
 *
 * @param available Bytes that may be used. Default: what the machine, or the container, has left.
 */
export function memoryOfWorkers(
  nWorkers: number,
  available: number = availableMemory(),
): WorkerMemory {
  const all = SHARE * available;
  const maxStoreBytes = Math.min(MOST_STORED_BYTES, all / 4);
  const each = (all - maxStoreBytes) / nWorkers;
  const heapMb = Math.round(each / 2 / 2 ** 20);
  return {
    maxHeapMb: Math.min(HEAP_MB.most, Math.max(HEAP_MB.least, heapMb)),
    maxMatrixBytes: Math.floor(each / 3),
    maxStoreBytes,
  };
}
