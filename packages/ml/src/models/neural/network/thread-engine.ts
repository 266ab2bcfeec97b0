import { loadKernels, NETWORK, threadHeap } from '../../../kernels/index.ts';
import type { Engine } from './workspace.ts';

let engine: Engine | undefined;

/** The kernels over the memory of this thread: made once, since making them takes as long as answering a row. */
export function threadEngine(): Engine {
  if (engine === undefined) {
    const heap = threadHeap();
    engine = { heap, kernels: loadKernels(NETWORK, heap.memory) };
  }
  return engine;
}
