import type { Clock, Log } from '../kit/index.ts';
import { nextInstant } from '../schedules/index.ts';
import { isPattern, matchingFiles } from './matching-files.ts';
import { type JobDeps, runJob } from './run-job.ts';
import type { FileStamp, JobRecord, JobTrigger } from './store.ts';

/** What a scheduler is made with. */
export interface SchedulerDeps extends JobDeps {
  readonly clock: Clock;
  readonly log: Log;
}

export interface Scheduler {
  /**
   * Looks once: runs what is due and the new files that have stopped growing since the look before. Never rejects.
   * Looks do not overlap: one that is under way is what is given back.
   */
  look(): Promise<void>;
  /** Ends the looks; work under way is interrupted and its file read again by the next scheduler. */
  close(): Promise<void>;
}

/**
 * Makes a scheduler of the data jobs of a home. Several may work on one home: a due time is taken by one of them, and
 * a job runs in one process at a time. What became due while none was there runs once at the first look.
 */
export function createScheduler(deps: SchedulerDeps): Scheduler {
  const seen = new Map<string, string>();
  const tried = new Map<string, string>();
  const stopping = new AbortController();
  let looking: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    for (const job of await deps.store.jobs.active()) {
      if (stopping.signal.aborted) return;
      if (await isDue(deps, job)) await runAll(job, 'schedule', await dueFiles(job));
      if (job.onNewFiles) await runAll(job, 'new-file', await wholeFiles(job, { seen, tried }));
    }
  };
  const runAll = async (job: JobRecord, trigger: JobTrigger, files: readonly FileStamp[]) => {
    for (const file of files) {
      if (stopping.signal.aborted) return;
      const run = await runJob(deps, job, { file, trigger, signal: stopping.signal });
      if (run === 'busy') return;
      tried.set(fileKey(job, file), file.stamp);
      if (typeof run === 'object')
        deps.log.info('data job ended', { job: job.name, status: run.status, file: run.file });
    }
  };
  return {
    look() {
      looking ??= look()
        .catch((thrown: unknown) => deps.log.error('data jobs failed', { error: thrown }))
        .finally(() => {
          looking = undefined;
        });
      return looking;
    },
    async close() {
      stopping.abort();
      await looking;
    },
  };
}

async function isDue({ store, clock }: SchedulerDeps, job: JobRecord): Promise<boolean> {
  const { schedule, nextAt } = job;
  const now = clock.now();
  if (schedule === null || nextAt === null || Date.parse(nextAt) > now) return false;
  return await store.jobs.takeTurn(job.name, nextAt, nextInstant(schedule, now));
}

/** A file that is named and missing is run, too: its failure is what the schedule is to tell. */
async function dueFiles({ path }: JobRecord): Promise<readonly FileStamp[]> {
  const files = await matchingFiles(path);
  return files.length === 0 && !isPattern(path) ? [{ path, stamp: 'missing' }] : files;
}

/** Files that are the same at two looks, and were not tried as they are. */
async function wholeFiles(
  job: JobRecord,
  { seen, tried }: { readonly seen: Map<string, string>; readonly tried: Map<string, string> },
): Promise<readonly FileStamp[]> {
  const whole: FileStamp[] = [];
  for (const file of await matchingFiles(job.path)) {
    const key = fileKey(job, file);
    if (tried.get(key) === file.stamp) continue;
    if (seen.get(key) === file.stamp) whole.push(file);
    else seen.set(key, file.stamp);
  }
  return whole;
}

function fileKey({ name }: JobRecord, { path }: FileStamp): string {
  return JSON.stringify([name, path]);
}
