import { Worker } from 'node:worker_threads';

/** Runs tasks on threads; a thread that dies fails its task only and is replaced. */
export interface WorkerPool<Task, Result, Note = never> {
  /**
   * Gives a task to the next free thread, first come, first served. Rejects when the thread dies or the pool is closed.
   */
  run(order: Order<Task, Note>): Promise<Result>;
  /** Ends all threads at once; tasks under way reject. */
  close(): Promise<void>;
}

/** A task that is made when a thread is free for it. */
export interface Order<Task, Note = never> {
  /** Undefined: not before another thread has sent something; later orders go first. */
  task(): Task | undefined;
  /** Called with what the thread sends before its result. */
  onNote?(note: Note): void;
}

/** What a thread answers: any number of notes, then one result. */
export type FromWorker<Result, Note = never> =
  | { readonly result: Result }
  | { readonly note: Note };

interface Lane<Task, Result, Note> {
  worker: Worker;
  current: Job<Task, Result, Note> | undefined;
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

  const spawn = (lane: Partial<OwnLane>): OwnLane => {
    const worker = new Worker(url, {
      workerData,
      execArgv: url.pathname.endsWith('.ts') ? ['--conditions=source'] : [],
      ...(maxHeapMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: maxHeapMb } }),
    });
    const held = Object.assign(lane, { worker, current: undefined }) as OwnLane;
    worker.on('message', (message: FromWorker<Result, Note>) => {
      const job = held.current;
      if ('note' in message) {
        job?.order.onNote?.(message.note);
        return dispatch();
      }
      held.current = undefined;
      job?.resolve(message.result);
      // What waits for this result is told of it first.
      setImmediate(dispatch);
    });
    worker.on('error', (error) => replace(held, error));
    worker.on('exit', (code) => {
      if (!closed && held.worker === worker)
        replace(held, new Error(`thread ended with code ${code}`));
    });
    return held;
  };

  const replace = (lane: OwnLane, error: Error): void => {
    const job = lane.current;
    if (closed) return;
    spawn(lane);
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
      const task = job.order.task();
      if (task === undefined) continue;
      waiting.splice(at, 1);
      lane.current = job;
      lane.worker.postMessage(task);
      return true;
    }
    return false;
  };

  return {
    run(order) {
      return new Promise((resolve, reject) => {
        if (closed) return reject(new PoolClosed());
        if (lanes.length < size) lanes.push(spawn({}));
        waiting.push({ order, resolve, reject });
        dispatch();
      });
    },
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(new PoolClosed());
      for (const lane of lanes) lane.current?.reject(new PoolClosed());
      await Promise.all(lanes.map(({ worker }) => worker.terminate()));
    },
  };
}
