export { type Heap, heapOver, openHeap } from './heap.ts';
export { type KernelArea, loadKernels } from './load-kernels.ts';
export { threadHeap } from './thread-heap.ts';
export type { LinearMemory } from './web-assembly.ts';
