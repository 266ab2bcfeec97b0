import { invariant } from '@kaizenml/contracts';
import type { Heap, LinearMemory } from '../../kernels/index.ts';
import type { TreeKernels } from '../../kernels/trees.ts';
import type { Task } from './team.ts';

// Words of the board. CLAIM holds in one word what threads compete for: a job's number (11 bits), its tasks
// (10 bits) and the next task that nobody has taken (10 bits). Who raises the last part owns that task.
const CLAIM = 0;
const N_DONE = 1;
const HAS_FAILED = 2;
const IS_CLOSED = 3;
const N_SLEEPING = 4;
const N_WORDS = 16;
const MAX_TASKS = 1023;
const N_NUMBERS = 32_768;
/** Looks at the board before a thread goes to sleep: 20 to 50 microseconds. */
const N_LOOKS = 1000;

/** Tells the processor that this thread only waits: the other one of the core gets its share. */
const pause = (Atomics as { readonly pause?: () => void }).pause ?? (() => undefined);

/** Bytes of a board. */
export const BOARD_BYTES = 4 * N_WORDS + 4 * (MAX_TASKS + 1) + 8 * MAX_TASKS + 8 * N_NUMBERS + 64;

/** Where a job is announced to the threads of a team and taken up by them. */
export interface JobBoard {
  /** Tasks of one job at most. */
  readonly maxTasks: number;
  /** Announces a job, works along until its tasks are done, and gives what each returned. */
  run(tasks: readonly Task[]): Float64Array;
  /** Takes up tasks until the board is closed: the life of a team's member. */
  serve(): void;
  close(): void;
}

/**
 * A board at an address of shared memory; every thread makes its own over the same bytes.
 *
 * Threads look for a new job for some microseconds and then sleep, so that an idle team costs nothing.
 */
export function jobBoard(memory: LinearMemory, at: number, kernels: TreeKernels): JobBoard {
  const words = new Int32Array(memory.buffer, at, N_WORDS);
  const starts = new Int32Array(memory.buffer, at + 4 * N_WORDS, MAX_TASKS + 1);
  const returnedAt = at + 4 * N_WORDS + 4 * (MAX_TASKS + 1);
  const returned = new Float64Array(memory.buffer, returnedAt, MAX_TASKS);
  const numbers = new Float64Array(memory.buffer, returnedAt + 8 * MAX_TASKS, N_NUMBERS);
  const names = Object.keys(kernels).sort() as (keyof TreeKernels)[];
  const places = new Map(names.map((name, place) => [name, place]));

  /** Takes and runs one task; false when none is left. */
  const workOnce = (): boolean => {
    const claim = Atomics.load(words, CLAIM);
    const next = claim & MAX_TASKS;
    if (next >= ((claim >>> 10) & MAX_TASKS)) return false;
    if (Atomics.compareExchange(words, CLAIM, claim, claim + 1) !== claim) return true;
    try {
      returned[next] = runNumbers(kernels, names, numbers.subarray(starts[next], starts[next + 1]));
    } catch (thrown) {
      if (!(thrown instanceof Error)) throw thrown;
      Atomics.store(words, HAS_FAILED, 1);
    }
    Atomics.add(words, N_DONE, 1);
    return true;
  };

  const write = (tasks: readonly Task[]): void => {
    let end = 0;
    tasks.forEach((task, t) => {
      starts[t] = end;
      for (const [kernel, ...args] of task) {
        numbers[end++] = places.get(kernel) as number;
        numbers[end++] = args.length;
        numbers.set(args, end);
        end += args.length;
      }
    });
    starts[tasks.length] = end;
    invariant(end <= N_NUMBERS, `a job fits on the board, got ${end} numbers`);
  };

  return {
    maxTasks: MAX_TASKS - 1,
    run(tasks) {
      write(tasks);
      const job = ((Atomics.load(words, CLAIM) >>> 20) + 1) & 0x7ff;
      Atomics.store(words, N_DONE, 0);
      Atomics.store(words, CLAIM, (job << 20) | (tasks.length << 10));
      if (Atomics.load(words, N_SLEEPING) > 0) Atomics.notify(words, CLAIM);
      while (workOnce());
      while (Atomics.load(words, N_DONE) < tasks.length) pause();
      invariant(Atomics.load(words, HAS_FAILED) === 0, 'kernels of a team end without a trap');
      return returned.slice(0, tasks.length);
    },
    serve() {
      while (Atomics.load(words, IS_CLOSED) === 0) {
        while (workOnce());
        const seen = Atomics.load(words, CLAIM);
        let looks = 0;
        for (; looks < N_LOOKS && Atomics.load(words, CLAIM) === seen; looks++) pause();
        if (looks < N_LOOKS || ((seen >>> 10) & MAX_TASKS) > (seen & MAX_TASKS)) continue;
        Atomics.add(words, N_SLEEPING, 1);
        Atomics.wait(words, CLAIM, seen, 1000);
        Atomics.sub(words, N_SLEEPING, 1);
      }
    },
    close() {
      Atomics.store(words, IS_CLOSED, 1);
      Atomics.notify(words, CLAIM);
    },
  };
}

function runNumbers(
  kernels: TreeKernels,
  names: readonly (keyof TreeKernels)[],
  numbers: Float64Array,
): number {
  let last = 0;
  for (let at = 0; at < numbers.length; ) {
    const kernel = kernels[names[numbers[at]]] as (...args: number[]) => number | undefined;
    const end = at + 2 + numbers[at + 1];
    last = kernel(...numbers.subarray(at + 2, end)) ?? 0;
    at = end;
  }
  return last;
}

/** Room for a board in a heap, empty. */
export function takeBoard(heap: Heap): number {
  const at = heap.take(BOARD_BYTES);
  heap.bytes(at, BOARD_BYTES).fill(0);
  return at;
}
