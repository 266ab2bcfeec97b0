import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant } from '../format.ts';
import { renderPairs, renderSections, renderTable } from '../table.ts';
import { type Look, nextPage, type Renderers } from './render.ts';

type Job = OutputOf<Operations['jobs']['add']>;
type JobRun = OutputOf<Operations['jobs']['run']>['runs'][number];

/** What each state of a run is shown as: a sign that needs no color, and its word. */
const SIGNS: Readonly<Record<JobRun['status'], string>> = {
  running: '…',
  passed: '✓',
  unchanged: '=',
  rejected: '✗',
  failed: '✗',
  killed: '✗',
};

export const renderJobs: Renderers<'jobs'> = {
  add: (job, look) =>
    `${renderJob(job, look)}\n\n${look.style.dim('`kaizen serve` runs it; `kaizen jobs run` runs it now.')}`,
  list: ({ items, next }, look) =>
    renderTable<Job>(
      items,
      [
        { title: 'job', cell: ({ name }) => name },
        { title: 'dataset', cell: ({ dataset }) => dataset },
        { title: 'when', cell: whenOf },
        {
          title: 'last run',
          cell: ({ lastRun }) => formatInstant(lastRun?.startedAt ?? null),
        },
        {
          title: 'outcome',
          cell: ({ lastRun }) => (lastRun === null ? '' : statusOf(lastRun)),
          style: (text, { lastRun }) => (lastRun === null ? text : colored(text, lastRun, look)),
        },
      ],
      look.style,
    ) + nextPage(next, look),
  show: (job, look) =>
    renderSections(
      [
        ['', renderJob(job, look)],
        ['Runs', renderRuns(job.runs, look)],
      ],
      look.style,
    ),
  run: ({ runs }, look) =>
    runs.length === 0
      ? 'Nothing to do: every file that matches was dealt with as it is.'
      : renderRuns(runs, look),
  pause: renderJob,
  remove: ({ name, nRuns }) => `Removed job ${name} and the record of ${nRuns} runs.`,
};

function renderJob(job: Job, { style }: Look): string {
  return renderPairs(
    [
      ['job', job.name],
      ['reads', job.path],
      ['dataset', job.dataset],
      ['when', whenOf(job)],
      ['next', formatInstant(job.nextAt)],
      ['data that break the schema', job.hold ? 'are held back' : 'become a version'],
    ],
    style,
  );
}

function renderRuns(runs: readonly JobRun[], look: Look): string {
  return renderTable<JobRun>(
    runs,
    [
      { title: 'started', cell: ({ startedAt }) => formatInstant(startedAt) },
      {
        title: 'outcome',
        cell: statusOf,
        style: (text, run) => colored(text, run, look),
      },
      { title: 'file', cell: ({ file }) => file ?? '' },
      { title: 'what happened', cell: ({ message }) => message ?? '' },
    ],
    look.style,
  );
}

function whenOf({ schedule, onNewFiles, isPaused }: Job): string {
  const parts = [...(schedule === null ? [] : [schedule]), ...(onNewFiles ? ['new files'] : [])];
  return isPaused ? `paused (${parts.join(', ')})` : parts.join(', ');
}

function statusOf({ status }: JobRun): string {
  return `${SIGNS[status]} ${status}`;
}

function colored(text: string, { status }: JobRun, { style }: Look): string {
  if (status === 'passed' || status === 'unchanged') return style.green(text);
  return status === 'running' ? text : style.red(text);
}
