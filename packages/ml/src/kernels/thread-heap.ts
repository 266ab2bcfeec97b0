import { type Heap, openHeap } from './heap.ts';

let heap: Heap | undefined;

/**
 * The heap of this thread, for work that is over when the call returns: mark, take, work, release.
 *
 * One memory per thread and not one per call, since a runtime reserves gigabytes of addresses for each.
 *
 * @example
 * const heap = threadHeap();
 * const mark = heap.mark();
 * try { … } finally { heap.release(mark); }
 */
export function threadHeap(): Heap {
  heap ??= openHeap();
  return heap;
}
