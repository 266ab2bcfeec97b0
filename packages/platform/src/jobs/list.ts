import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { JobStore } from './store.ts';
import { toJob } from './to-job.ts';

/** Lists data jobs by name. */
export const listJobs =
  (jobs: JobStore): Handler<Operations['jobs']['list']> =>
  async (page) => {
    const { items, next } = await jobs.list(page);
    return { items: items.map(toJob), ...(next === undefined ? {} : { next }) };
  };
