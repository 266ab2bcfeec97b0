import { resolve } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { Clock } from '../kit/index.ts';
import { nextInstant } from '../schedules/index.ts';
import type { JobStore } from './store.ts';
import { toJob } from './to-job.ts';

/** Adds a data job; a running server takes it up within seconds. */
export const addJob =
  (jobs: JobStore, clock: Clock): Handler<Operations['jobs']['add']> =>
  async ({ name, path, dataset = name, schedule, onNewFiles, hold }) => {
    if (schedule === undefined && !onNewFiles) throw neverRuns(name);
    const nextAt = schedule === undefined ? null : nextInstant(schedule, clock.now());
    return toJob(
      await jobs.add({
        name,
        dataset,
        path: resolve(path),
        schedule: schedule ?? null,
        onNewFiles,
        hold,
        nextAt,
      }),
    );
  };

function neverRuns(name: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `Job "${name}" must have a schedule or wait for new files, got neither.`,
    hint: 'Give `--schedule "0 6 * * *"` or `--on-new-files`.',
    details: { name },
  });
}
