import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { Clock } from '../kit/index.ts';
import { nextInstant } from '../schedules/index.ts';
import { getJob } from './get-job.ts';
import type { JobStore } from './store.ts';
import { toJob } from './to-job.ts';

/** Pauses a data job or takes it up again; what became due while it was paused is not made up for. */
export const pauseJob =
  (jobs: JobStore, clock: Clock): Handler<Operations['jobs']['pause']> =>
  async ({ name, resume }) => {
    const { schedule } = await getJob(jobs, name);
    const nextAt = resume && schedule !== null ? nextInstant(schedule, clock.now()) : null;
    await jobs.setPaused(name, !resume, nextAt);
    return toJob(await getJob(jobs, name));
  };
