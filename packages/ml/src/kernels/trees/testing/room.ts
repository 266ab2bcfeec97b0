import type { Random } from '../../../math/index.ts';
import type { Heap } from '../../heap.ts';

/** A place to lay out what a kernel reads: each array at its own address. */
export interface Room {
  readonly heap: Heap;
  readonly random: Random;
  bytes(values: ArrayLike<number>): number;
  ints(values: ArrayLike<number>): number;
  doubles(values: ArrayLike<number>): number;
}

/** A room in a heap. */
export function roomIn(heap: Heap, random: Random): Room {
  return {
    heap,
    random,
    bytes(values) {
      const at = heap.take(values.length);
      heap.bytes(at, values.length).set(values);
      return at;
    },
    ints(values) {
      const at = heap.take(4 * values.length);
      heap.ints(at, values.length).set(values);
      return at;
    },
    doubles(values) {
      const at = heap.take(8 * values.length);
      heap.doubles(at, values.length).set(values);
      return at;
    },
  };
}
