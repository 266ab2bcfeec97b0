import { AppError, didYouMean } from '@kaizenml/contracts';
import type { JobRecord, JobStore } from './store.ts';

const MAX_NAMES = 1000;

/** The job of a name. @throws JOB_NOT_FOUND with the closest names. */
export async function getJob(jobs: JobStore, name: string): Promise<JobRecord> {
  const job = await jobs.find(name);
  if (job !== undefined) return job;
  const { items } = await jobs.list({ limit: MAX_NAMES });
  const known = items.map((item) => item.name);
  throw new AppError('JOB_NOT_FOUND', {
    message: `Job "${name}" does not exist.`,
    hint: didYouMean(name, known) ?? 'See the names with `kaizen jobs list`.',
    details: { name },
  });
}
