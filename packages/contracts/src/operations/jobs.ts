import { z } from 'zod';
import { localOperation, operation } from './operation.ts';
import { Instant, Name, pageOf, paging } from './shared.ts';

export const JobRunStatus = z
  .enum(['running', 'passed', 'rejected', 'failed', 'unchanged', 'killed'])
  .describe(
    'passed: the data kept their schema · rejected: they did not · failed: they could not be read or checked · unchanged: nothing new.',
  );

export const JobRun = z.object({
  id: z.string(),
  job: Name,
  trigger: z.enum(['schedule', 'new-file', 'by-hand']),
  status: JobRunStatus,
  startedAt: Instant,
  endedAt: Instant.nullable(),
  file: z.string().nullable().describe('File that was read, without its folder.'),
  version: z.number().int().nullable().describe('Version of the dataset that came of it.'),
  nRows: z.number().int().nullable(),
  nErrors: z.number().int().describe('Anomalies that are errors.'),
  nWarnings: z.number().int(),
  message: z.string().nullable().describe('What happened, as one sentence.'),
});

export const Job = z.object({
  name: Name,
  dataset: Name,
  path: z.string().describe('File, or pattern of files, that is looked at.'),
  schedule: z.string().nullable().describe('Cron expression in UTC.'),
  onNewFiles: z.boolean().describe('Every new file that matches is read as soon as it is whole.'),
  hold: z.boolean().describe('Data that break their schema do not become a version.'),
  isPaused: z.boolean(),
  createdAt: Instant,
  nextAt: Instant.nullable().describe('When the schedule runs it next.'),
  lastRun: JobRun.nullable(),
});

const jobReference = z.object({ name: Name.describe('Name of the job.') });

export const jobsAdd = localOperation({
  name: 'jobs.add',
  doc: 'Adds a data job: read, profile, check and version a file by schedule or when it arrives.',
  localOnly: 'It names files that the server will open.',
  input: z.object({
    name: Name,
    path: z
      .string()
      .min(1)
      .describe('Data file, or a pattern such as `incoming/*.csv`, from the working folder.'),
    dataset: Name.optional().describe('Dataset that gets the versions. Default: the job’s name.'),
    schedule: z
      .string()
      .min(1)
      .optional()
      .describe('Cron expression in UTC, such as `0 6 * * *` for six every morning.'),
    onNewFiles: z
      .boolean()
      .default(false)
      .describe('Runs for every new file that matches, once it is whole.'),
    hold: z
      .boolean()
      .default(false)
      .describe('Data that break their schema raise an alert and do not become a version.'),
  }),
  output: Job,
  errors: ['ARGUMENT_INVALID', 'JOB_EXISTS'],
  positional: ['name', 'path'],
  example: { name: 'orders', path: 'incoming/*.csv', onNewFiles: true },
});

export const jobsList = operation({
  name: 'jobs.list',
  doc: 'Data jobs with their last run.',
  http: 'GET /api/v1/jobs',
  input: z.object(paging),
  output: pageOf(Job),
  errors: [],
  example: { limit: 20 },
});

export const jobsShow = operation({
  name: 'jobs.show',
  doc: 'One data job with its newest runs.',
  http: 'GET /api/v1/jobs/{name}',
  input: jobReference,
  output: Job.extend({ runs: z.array(JobRun).describe('Newest first, at most 50.') }),
  errors: ['JOB_NOT_FOUND'],
  example: { name: 'orders' },
});

export const jobsRun = operation({
  name: 'jobs.run',
  doc: 'Runs a data job now, for every file that it has not seen as it is.',
  http: 'POST /api/v1/jobs/{name}/run',
  input: jobReference,
  output: z.object({ runs: z.array(JobRun) }),
  errors: ['JOB_NOT_FOUND', 'JOB_BUSY'],
  example: { name: 'orders' },
});

export const jobsPause = operation({
  name: 'jobs.pause',
  doc: 'Pauses the schedule and the watch of a data job, or takes them up again.',
  http: 'POST /api/v1/jobs/{name}/pause',
  input: jobReference.extend({
    resume: z.boolean().default(false).describe('Takes a paused job up again.'),
  }),
  output: Job,
  errors: ['JOB_NOT_FOUND'],
  example: { name: 'orders' },
});

export const jobsRemove = operation({
  name: 'jobs.remove',
  doc: 'Removes a data job and the record of its runs; its dataset stays.',
  http: 'DELETE /api/v1/jobs/{name}',
  input: jobReference,
  output: z.object({ name: Name, nRuns: z.number().int().describe('Runs that were forgotten.') }),
  errors: ['JOB_NOT_FOUND', 'JOB_BUSY'],
  example: { name: 'orders' },
});
