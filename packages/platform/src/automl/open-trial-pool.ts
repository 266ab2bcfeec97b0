import { foldStore } from './fold-store.ts';
import { memoryOfWorkers } from './memory-of-workers.ts';
import { shareTrialData } from './share-trial-data.ts';
import type { TrialData, WorkerSetup } from './trial-messages.ts';
import type { FoldThreads } from './try-candidate.ts';
import { createWorkerPool } from './worker-pool.ts';

/**
 * Threads that fit folds of a problem, within the memory that there is.
 *
 * @param options.worker Module of the threads. Default: the one that fits candidates.
 * @param options.memoryBytes Bytes that they may use together. Default: most of what the machine has left.
 */
export function openTrialPool(
  data: TrialData,
  {
    nWorkers,
    worker = workerUrl(),
    memoryBytes,
  }: {
    readonly nWorkers: number;
    readonly worker?: URL | undefined;
    readonly memoryBytes?: number | undefined;
  },
): FoldThreads {
  const { maxHeapMb, maxMatrixBytes, maxStoreBytes } = memoryOfWorkers(nWorkers, memoryBytes);
  const workerData: WorkerSetup = { data: shareTrialData(data), maxMatrixBytes };
  return {
    pool: createWorkerPool(worker, { size: nWorkers, workerData, maxHeapMb }),
    store: foldStore(maxStoreBytes),
  };
}

function workerUrl(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('./trial-worker.ts', import.meta.url)
    : new URL('./trial-worker.js', import.meta.url);
}
