import type { Worker } from 'node:worker_threads';
import { LONGEST_TIMER_MS, startThread } from '../kit/index.ts';

/** Runs tasks on threads; a thread that dies fails its task only and is replaced. */
export interface WorkerPool<Task, Result, Note = never> {
  /**
   * Gives a task to the next free thread, first come, first served. Rejects when the thread dies or takes longer than it may,
   * and when the pool is closed.
   */
  run(order: Order<Task, Note>): Promise<Result>;
  /** Ends all threads at once; tasks under way reject. */
  close(): Promise<void>;
}

/** A task that is made when a thread is free for it. */
export interface Order<Task, Note = never> {
  /** Undefined: not before another thread has sent something; later orders go first. What it throws, the order rejects with. */
  task(): Task | undefined;
  /** Milliseconds that a thread may take, asked when it begins; one that takes longer is ended. Undefined: any time. */
  limitMs?(): number | undefined;
  /** Called with what the thread sends before its result. */
  onNote?(note: Note): void;
}

/** What a thread answers: any number of notes, then one result. */
export type FromWorker<Result, Note = never> =
  | { readonly result: Result }
  | { readonly note: Note };

const REFUSED = Symbol('refused');

interface Lane<Task, Result, Note> {
  /** Undefined until there is a task for it. */
  worker?: Worker | undefined;
  current?: Job<Task, Result, Note> | undefined;
  timer?: NodeJS.Timeout | undefined;
}

interface Job<Task, Result, Note> {
  readonly order: Order<Task, Note>;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: Error) => void;
}

/** The pool was closed before a task ended. */
export class PoolClosed extends Error {
  constructor() {
    super('the worker pool was closed');
    this.name = 'PoolClosed';
  }
}

/** A task took longer than it may. */
export class TaskOverdue extends Error {
  readonly limitMs: number;
  constructor(limitMs: number) {
    super(`the task was not done within ${Math.round(limitMs)} ms`);
    this.name = 'TaskOverdue';
    this.limitMs = limitMs;
  }
}

/**
 * A pool of threads that run one module.
 *
 * @param url Module that answers each task with messages of `FromWorker`.
 * @param options.size Number of threads.
 * @param options.maxHeapMb Heap of one thread, megabytes. A thread over it dies and its task fails.
 */
export function createWorkerPool<Task, Result, Note = never>(
  url: URL,
  { size, workerData, maxHeapMb }: { size: number; workerData: unknown; maxHeapMb?: number },
): WorkerPool<Task, Result, Note> {
  type OwnLane = Lane<Task, Result, Note>;
  const waiting: Job<Task, Result, Note>[] = [];
  const lanes: OwnLane[] = [];
  let closed = false;

  const spawn = (lane: OwnLane): Worker => {
    const worker = startThread(url, {
      workerData,
      ...(maxHeapMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: maxHeapMb } }),
    });
    const isCurrent = () => lane.worker === worker && !closed;
    worker.on('message', (message: FromWorker<Result, Note>) => {
      if (!isCurrent()) return;
      const job = lane.current;
      if ('note' in message) {
        job?.order.onNote?.(message.note);
        return dispatch();
      }
      vacate(lane);
      job?.resolve(message.result);
      // What waits for this result is told of it first.
      setImmediate(dispatch);
    });
    worker.on('error', (error) => isCurrent() && lose(lane, error));
    worker.on(
      'exit',
      (code) => isCurrent() && lose(lane, new Error(`thread ended with code ${code}`)),
    );
    return worker;
  };

  const vacate = (lane: OwnLane): void => {
    clearTimeout(lane.timer);
    lane.current = undefined;
  };

  /** Fails the task of a thread that is no more; the next task of its lane gets a new one. */
  const lose = (lane: OwnLane, error: Error): void => {
    const job = lane.current;
    vacate(lane);
    lane.worker = undefined;
    job?.reject(error);
    setImmediate(dispatch);
  };

  const dispatch = (): void => {
    for (const lane of lanes) {
      if (lane.current) continue;
      if (!giveNext(lane)) return;
    }
  };

  /** Gives a lane the first job that has a task; false when there is none. */
  const giveNext = (lane: OwnLane): boolean => {
    for (const [at, job] of waiting.entries()) {
      const task = taskOf(job);
      if (task === undefined) continue;
      waiting.splice(at, 1);
      if (task === REFUSED) return giveNext(lane);
      lane.current = job;
      const limitMs = job.order.limitMs?.();
      if (limitMs !== undefined && limitMs <= LONGEST_TIMER_MS)
        lane.timer = setTimeout(() => end(lane, limitMs), limitMs);
      lane.worker ??= spawn(lane);
      lane.worker.postMessage(task);
      return true;
    }
    return false;
  };

  /** Ends the thread of a lane whose task takes too long. */
  const end = (lane: OwnLane, limitMs: number): void => {
    const { worker } = lane;
    lose(lane, new TaskOverdue(limitMs));
    worker?.terminate();
  };

  const taskOf = (job: Job<Task, Result, Note>): Task | typeof REFUSED | undefined => {
    try {
      return job.order.task();
    } catch (thrown) {
      job.reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
      return REFUSED;
    }
  };

  return {
    run(order) {
      return new Promise((resolve, reject) => {
        if (closed) return reject(new PoolClosed());
        if (lanes.length < size) lanes.push({});
        waiting.push({ order, resolve, reject });
        dispatch();
      });
    },
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(new PoolClosed());
      for (const lane of lanes) {
        lane.current?.reject(new PoolClosed());
        vacate(lane);
      }
      await Promise.all(lanes.map(({ worker }) => worker?.terminate()));
    },
  };
}
