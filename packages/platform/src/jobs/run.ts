import { AppError } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { getJob } from './get-job.ts';
import { isPattern, matchingFiles } from './matching-files.ts';
import { type JobDeps, runJob } from './run-job.ts';
import type { JobRunRecord } from './store.ts';

/** Runs a data job now. A file that is named is read whatever its time says; of a pattern, the files not seen as they are. */
export const runJobNow =
  (deps: JobDeps): Handler<Operations['jobs']['run']> =>
  async ({ name }) => {
    const job = await getJob(deps.store.jobs, name);
    const matching = await matchingFiles(job.path);
    const files =
      matching.length === 0 && !isPattern(job.path)
        ? [{ path: job.path, stamp: 'missing' }]
        : matching;
    const runs: JobRunRecord[] = [];
    const { signal } = new AbortController();
    for (const file of files) {
      const run = await runJob(deps, job, { file, trigger: 'by-hand', signal });
      if (run === 'busy') throw jobBusy(name);
      if (run !== 'known') runs.push(run);
    }
    return { runs: runs.map((run) => ({ ...run })) };
  };

function jobBusy(name: string): AppError {
  return new AppError('JOB_BUSY', {
    message: `Job "${name}" must be idle to be run, got one that is at work.`,
    hint: `Wait for its end; see it with \`kaizen jobs show ${name}\`.`,
    details: { name },
  });
}
