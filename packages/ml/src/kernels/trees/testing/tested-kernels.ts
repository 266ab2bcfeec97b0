import { seededRandom } from '../../../math/index.ts';
import { type Heap, openHeap } from '../../heap.ts';
import { loadKernels } from '../../load-kernels.ts';
import { TREES, type TreeKernels } from '../../trees.ts';
import { type Room, roomIn } from './room.ts';

/** Kernels with a memory of their own. */
export interface TestedKernels {
  readonly kernels: TreeKernels;
  readonly heap: Heap;
  readonly room: Room;
}

/** The compiled kernels and their twins, by name; a room and a stream of chance for each caller. */
export function testedKernels(): (readonly ['compiled' | 'twin', TestedKernels])[] {
  return [
    ['compiled', tested((heap) => loadKernels(TREES, heap.memory))],
    ['twin', tested((heap) => TREES.twin(heap.memory))],
  ];
}

function tested(load: (heap: Heap) => TreeKernels): TestedKernels {
  const heap = openHeap(2 ** 23);
  return { kernels: load(heap), heap, room: roomIn(heap, seededRandom(5)) };
}
