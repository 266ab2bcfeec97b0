import { Worker } from 'node:worker_threads';

/** Runs tasks on threads; a thread that dies fails its task only and is replaced. */
export interface WorkerPool<Task, Result> {
  /** Gives a task to the next free thread. Rejects when the thread dies or the pool is closed. */
  run(task: Task): Promise<Result>;
  /** Ends all threads at once; tasks under way reject. */
  close(): Promise<void>;
}

interface Lane<Task, Result> {
  worker: Worker;
  current: Job<Task, Result> | undefined;
}

interface Job<Task, Result> {
  readonly task: Task;
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
 * @param url Module that answers each message with one message.
 * @param options.size Number of threads.
 * @param options.maxHeapMb Heap of one thread, megabytes. A thread over it dies and its task fails.
 */
export function createWorkerPool<Task, Result>(
  url: URL,
  { size, workerData, maxHeapMb }: { size: number; workerData: unknown; maxHeapMb?: number },
): WorkerPool<Task, Result> {
  const waiting: Job<Task, Result>[] = [];
  const lanes: Lane<Task, Result>[] = [];
  let closed = false;

  const spawn = (lane: Partial<Lane<Task, Result>>): Lane<Task, Result> => {
    const worker = new Worker(url, {
      workerData,
      execArgv: url.pathname.endsWith('.ts') ? ['--conditions=source'] : [],
      ...(maxHeapMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: maxHeapMb } }),
    });
    const held = Object.assign(lane, { worker, current: undefined }) as Lane<Task, Result>;
    worker.on('message', (result: Result) => {
      const job = held.current;
      held.current = undefined;
      job?.resolve(result);
      dispatch();
    });
    worker.on('error', (error) => replace(held, error));
    worker.on('exit', (code) => {
      if (!closed && held.worker === worker)
        replace(held, new Error(`thread ended with code ${code}`));
    });
    return held;
  };

  const replace = (lane: Lane<Task, Result>, error: Error): void => {
    const job = lane.current;
    if (closed) return;
    spawn(lane);
    job?.reject(error);
    dispatch();
  };

  const dispatch = (): void => {
    for (const lane of lanes) {
      if (lane.current) continue;
      const job = waiting.shift();
      if (!job) return;
      lane.current = job;
      lane.worker.postMessage(job.task);
    }
  };

  return {
    run(task) {
      return new Promise((resolve, reject) => {
        if (closed) return reject(new PoolClosed());
        if (lanes.length < size) lanes.push(spawn({}));
        waiting.push({ task, resolve, reject });
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
