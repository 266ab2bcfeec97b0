import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { getJob } from './get-job.ts';
import type { JobStore } from './store.ts';
import { toJob } from './to-job.ts';

const N_RUNS = 50;

/** Shows one data job with its newest runs. */
export const showJob =
  (jobs: JobStore): Handler<Operations['jobs']['show']> =>
  async ({ name }) => {
    const job = await getJob(jobs, name);
    const runs = await jobs.runs(name, N_RUNS);
    return { ...toJob(job), runs: runs.map((run) => ({ ...run })) };
  };
