import { threadHeap } from './thread-heap.ts';

/** More than this does not go into the memory of the kernels, which never shrinks. */
const MAX_BYTES = 2 ** 30;

/**
 * Runs a piece of work that makes matrices in the memory of this thread's kernels, where they need not be copied to: what is made
 * must not be read once the work is over.
 *
 * @param work Gets what makes room for so many numbers, in an array of its own where they are very many.
 */
export function withKernelRoom<Result>(
  work: (room: (length: number) => Float64Array) => Result,
): Result {
  const heap = threadHeap();
  const mark = heap.mark();
  try {
    return work((length) =>
      8 * length > MAX_BYTES
        ? new Float64Array(length)
        : heap.doubles(heap.take(8 * length), length),
    );
  } finally {
    heap.release(mark);
  }
}
