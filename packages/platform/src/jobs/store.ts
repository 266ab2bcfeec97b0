import type { Page, PageRequest } from '../storage/page.ts';

export type JobTrigger = 'schedule' | 'new-file' | 'by-hand';
/** `killed` is never stored: it is a running one whose process is gone. */
export type JobRunStatus = 'running' | 'passed' | 'rejected' | 'failed' | 'unchanged' | 'killed';

export interface NewJob {
  readonly name: string;
  readonly dataset: string;
  /** Absolute path of a file, or a pattern of paths. */
  readonly path: string;
  /** Cron expression in UTC. */
  readonly schedule: string | null;
  readonly onNewFiles: boolean;
  /** Data that break their schema do not become a version. */
  readonly hold: boolean;
  /** When the schedule runs it next. */
  readonly nextAt: string | null;
}

export interface JobRecord extends NewJob {
  readonly isPaused: boolean;
  readonly createdAt: string;
  readonly lastRun: JobRunRecord | null;
}

export interface JobRunRecord {
  readonly id: string;
  readonly job: string;
  readonly trigger: JobTrigger;
  readonly status: JobRunStatus;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly file: string | null;
  readonly version: number | null;
  readonly nRows: number | null;
  readonly nErrors: number;
  readonly nWarnings: number;
  readonly message: string | null;
}

/** A file as it was when it was looked at: another size or time is another stamp. */
export interface FileStamp {
  readonly path: string;
  readonly stamp: string;
}

/** What a run came to. */
export type JobOutcome = Pick<
  JobRunRecord,
  'version' | 'nRows' | 'nErrors' | 'nWarnings' | 'message'
> & { readonly status: 'passed' | 'rejected' | 'failed' | 'unchanged' };

/** Where data jobs are kept. Every method is one transaction; two schedulers may use one store at once. */
export interface JobStore {
  /** @throws JOB_EXISTS */
  add(job: NewJob): Promise<JobRecord>;
  find(name: string): Promise<JobRecord | undefined>;
  /** By name. */
  list(page: PageRequest): Promise<Page<JobRecord>>;
  /** Jobs that are not paused and that a schedule or a watch may run. */
  active(): Promise<readonly JobRecord[]>;
  setPaused(name: string, isPaused: boolean, nextAt: string | null): Promise<void>;
  /** Forgets the job and its runs; gives the number of runs. @throws JOB_BUSY while one runs. */
  remove(name: string): Promise<number>;
  /** Moves the schedule on; false when another process has done so since it was read. */
  takeTurn(name: string, dueAt: string, nextAt: string | null): Promise<boolean>;
  /** Begins a run on a file; `busy` while a living process works on the job, `known` when the file was dealt with as it is. */
  begin(run: {
    readonly job: string;
    readonly trigger: JobTrigger;
    readonly file: FileStamp;
    /** Reads the file also when it was dealt with as it is. */
    readonly again: boolean;
    readonly pid: number;
  }): Promise<JobRunRecord | 'busy' | 'known'>;
  /** Ends a run; its file then counts as dealt with, unless it failed. */
  finish(id: string, outcome: JobOutcome): Promise<JobRunRecord>;
  /** Whether a living process works on the job. */
  isBusy(name: string): Promise<boolean>;
  /** Newest first. */
  runs(name: string, limit: number): Promise<readonly JobRunRecord[]>;
}
