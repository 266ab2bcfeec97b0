import { type AppError, toAppError } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { NewAlert } from '../alerts/store.ts';
import type { Store } from '../storage/store.ts';
import { isPattern } from './matching-files.ts';
import type { FileStamp, JobOutcome, JobRecord, JobRunRecord, JobTrigger } from './store.ts';

/** What breaks the schema. */
type Anomaly = OutputOf<Operations['datasets']['validate']>['anomalies'][number];

/** What a file came to when it was read, checked and versioned. */
export interface CheckedData {
  /** Null when it was held back. */
  readonly version: number | null;
  /** False when the newest version holds the same content. */
  readonly isNew: boolean;
  readonly nRows: number;
  readonly anomalies: readonly Anomaly[];
}

/** Reads, profiles, checks and versions one file. */
export type CheckData = (request: {
  readonly path: string;
  readonly dataset: string;
  readonly hold: boolean;
  readonly signal: AbortSignal;
}) => Promise<CheckedData>;

/** What runs of jobs are made with. */
export interface JobDeps {
  readonly store: Pick<Store, 'jobs' | 'alerts'>;
  readonly checkData: CheckData;
}

/**
 * Runs a job on one file and raises or ends its alert.
 *
 * What goes wrong with the data, the file or the disk is the outcome of the run, not an exception. A kill leaves a run
 * that is shown as killed and a file that is read again: a version is not added twice, an alert not raised twice.
 *
 * @returns `busy` or `known` when nothing was run: another process works on the job, or the file was dealt with as it is.
 */
export async function runJob(
  { store, checkData }: JobDeps,
  job: JobRecord,
  {
    file,
    trigger,
    signal,
  }: { readonly file: FileStamp; readonly trigger: JobTrigger; readonly signal: AbortSignal },
): Promise<JobRunRecord | 'busy' | 'known'> {
  const again = trigger !== 'new-file' && !isPattern(job.path);
  const run = await store.jobs.begin({ job: job.name, trigger, file, again, pid: process.pid });
  if (typeof run === 'string') return run;
  const { outcome, alert } = await checkFile(checkData, job, { file, signal });
  if (alert === null) await store.alerts.resolve(alertKey(job, file.path));
  else if (alert !== 'interrupted') await store.alerts.raise(alert);
  return await store.jobs.finish(run.id, outcome);
}

async function checkFile(
  checkData: CheckData,
  job: JobRecord,
  { file, signal }: { readonly file: FileStamp; readonly signal: AbortSignal },
): Promise<{ readonly outcome: JobOutcome; readonly alert: NewAlert | 'interrupted' | null }> {
  const { path } = file;
  try {
    const checked = await checkData({ path, dataset: job.dataset, hold: job.hold, signal });
    const outcome = outcomeOf(job, checked);
    const errors = checked.anomalies.filter(({ severity }) => severity === 'error');
    return { outcome, alert: errors.length === 0 ? null : dataAlert(job, path, errors) };
  } catch (thrown) {
    const nothing = {
      status: 'failed',
      version: null,
      nRows: null,
      nErrors: 0,
      nWarnings: 0,
    } as const;
    if (signal.aborted)
      return { outcome: { ...nothing, message: 'Interrupted.' }, alert: 'interrupted' };
    const error = toAppError(thrown);
    return {
      outcome: { ...nothing, message: error.message },
      alert: failureAlert(job, path, error),
    };
  }
}

function outcomeOf(job: JobRecord, checked: CheckedData): JobOutcome {
  const { version, isNew, nRows, anomalies } = checked;
  const nErrors = anomalies.filter(({ severity }) => severity === 'error').length;
  const nWarnings = anomalies.length - nErrors;
  const figures = { version, nRows, nErrors, nWarnings };
  if (nErrors > 0)
    return {
      ...figures,
      status: 'rejected',
      message: `${nErrors} anomalies; ${version === null ? 'held back' : `kept as ${job.dataset}@${version}`}.`,
    };
  if (!isNew)
    return {
      ...figures,
      status: 'unchanged',
      message: `Same content as ${job.dataset}@${version}.`,
    };
  return {
    ...figures,
    status: 'passed',
    message: `${nRows} rows became ${job.dataset}@${version}.`,
  };
}

function dataAlert(job: JobRecord, path: string, errors: readonly Anomaly[]): NewAlert {
  const [first] = errors;
  const more = errors.length > 1 ? ` And ${errors.length - 1} more.` : '';
  return {
    key: alertKey(job, path),
    severity: 'error',
    subject: `job:${job.name}`,
    message: `"${path}" breaks the schema of "${job.dataset}": ${first?.long ?? ''}${more}`,
    hint: `See all of it with \`kaizen datasets validate ${path} --schema ${job.dataset}\`; take what is right into the schema with \`kaizen schemas accept ${job.dataset} all\`.`,
    details: { job: job.name, dataset: job.dataset, path, anomalies: errors.slice(0, 20) },
  };
}

function failureAlert(job: JobRecord, path: string, error: AppError): NewAlert {
  return {
    key: alertKey(job, path),
    severity: 'error',
    subject: `job:${job.name}`,
    message: `Job "${job.name}" could not read "${path}": ${error.message}`,
    hint: error.hint ?? 'Look at the file.',
    details: { job: job.name, dataset: job.dataset, path, code: error.code },
  };
}

/** One alert per job and file, whatever is wrong with it. */
function alertKey({ name }: JobRecord, path: string): string {
  return JSON.stringify([name, path]);
}
