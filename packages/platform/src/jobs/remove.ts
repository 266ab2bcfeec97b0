import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { getJob } from './get-job.ts';
import type { JobStore } from './store.ts';

/** Removes a data job and the record of its runs. */
export const removeJob =
  (jobs: JobStore): Handler<Operations['jobs']['remove']> =>
  async ({ name }) => {
    await getJob(jobs, name);
    return { name, nRuns: await jobs.remove(name) };
  };
