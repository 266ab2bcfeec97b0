import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { residentMb } from './peak-memory.ts';
import type { SearchAnswer, SearchJob, SearchPart } from './search-job.ts';

/** A search on worker threads, each with the table and one thread of its own; prints its figures as JSON. */
const job: SearchJob = JSON.parse(process.argv[2]);
const workers = Array.from({ length: job.nWorkers }, (_, worker) => {
  const workerData: SearchPart = { ...job, worker };
  return new Worker(new URL('./search-worker.ts', import.meta.url), {
    workerData,
    execArgv: ['--conditions=source'],
  });
});
await Promise.all(workers.map((worker) => once(worker, 'message')));
const began = performance.now();
const parts = await Promise.all(
  workers.map(async (worker): Promise<readonly number[]> => {
    worker.postMessage('go');
    const [scores] = await once(worker, 'message');
    return scores;
  }),
);
const seconds = (performance.now() - began) / 1000;
const scores = parts.flat();
const peakMb = residentMb('VmHWM');
const answer: SearchAnswer = {
  seconds,
  nFits: scores.length,
  score: scores.reduce((sum, each) => sum + each, 0) / scores.length,
  ...(peakMb !== undefined && { peakMb }),
};
console.log(JSON.stringify(answer));
