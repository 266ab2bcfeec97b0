import { type LinearMemory, loadKernels, openHeap } from '../../kernels/index.ts';
import { TREES } from '../../kernels/trees.ts';
import { jobBoard, takeBoard } from './job-board.ts';
import { runTask, type Task, type Team } from './team.ts';

/** What a thread needs to join a team; it can be posted to a worker. */
export interface Seat {
  readonly memory: LinearMemory;
  /** Address of the team's board. */
  readonly board: number;
}

/** A team with threads of its own. */
export interface SharedTeam extends Team {
  /** Sends the members home; the team must not be used afterwards. */
  close(): void;
}

/**
 * A team of the calling thread and others that share its memory.
 *
 * @param nMembers Threads in all, the calling one among them.
 * @param seat Starts one thread, which must call `serveTeam` with the seat. Called nMembers - 1 times.
 */
export function sharedTeam(nMembers: number, seat: (seat: Seat) => void): SharedTeam {
  const heap = openHeap();
  const kernels = loadKernels(TREES, heap.memory);
  const at = takeBoard(heap);
  const board = jobBoard(heap.memory, at, kernels);
  for (let member = 1; member < nMembers; member++) seat({ memory: heap.memory, board: at });
  return {
    heap,
    nMembers,
    kernels,
    run(tasks: readonly Task[]) {
      if (tasks.length === 1) return Float64Array.of(runTask(kernels, tasks[0]));
      const returned = new Float64Array(tasks.length);
      for (let from = 0; from < tasks.length; from += board.maxTasks)
        returned.set(board.run(tasks.slice(from, from + board.maxTasks)), from);
      return returned;
    },
    close: () => board.close(),
  };
}

/** Works for a team until it is closed; blocks the calling thread, which must be a worker. */
export function serveTeam({ memory, board }: Seat): void {
  jobBoard(memory, board, loadKernels(TREES, memory)).serve();
}
