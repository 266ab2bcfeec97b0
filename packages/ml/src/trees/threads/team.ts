import { type Heap, loadKernels } from '../../kernels/index.ts';
import { TREES, type TreeKernels } from '../../kernels/trees.ts';

/** One call of a kernel: its name and its arguments. */
export type Call = readonly [kernel: keyof TreeKernels, ...args: readonly number[]];

/** Calls that one member of a team makes one after the other. */
export type Task = readonly Call[];

/**
 * Threads that share one memory and run kernels on it.
 *
 * Which member runs which task is left to chance: tasks that run together must not write the same bytes.
 */
export interface Team {
  readonly heap: Heap;
  readonly nMembers: number;
  /**
   * Runs tasks side by side; returns when all are done.
   *
   * @returns What the last call of each task returned; 0 for nothing.
   */
  run(tasks: readonly Task[]): Float64Array;
  /** The kernels of the calling thread. */
  readonly kernels: TreeKernels;
}

/** A team of the calling thread alone. */
export function soloTeam(heap: Heap): Team {
  const kernels = loadKernels(TREES, heap.memory);
  return {
    heap,
    nMembers: 1,
    kernels,
    run(tasks) {
      const returned = new Float64Array(tasks.length);
      for (let t = 0; t < tasks.length; t++) returned[t] = runTask(kernels, tasks[t]);
      return returned;
    },
  };
}

/** Makes the calls of a task. */
export function runTask(kernels: TreeKernels, task: Task): number {
  let returned = 0;
  for (const [kernel, ...args] of task) {
    const call = kernels[kernel] as (...args: readonly number[]) => number | undefined;
    returned = call(...args) ?? 0;
  }
  return returned;
}
