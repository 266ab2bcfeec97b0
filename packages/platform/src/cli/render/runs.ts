import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import {
  formatBytes,
  formatDuration,
  formatEstimate,
  formatHash,
  formatInstant,
} from '../format.ts';
import { renderPairs, renderSections, renderTable } from '../table.ts';
import { renderFindings } from './findings.ts';
import { renderGates } from './gates.ts';
import { renderLeaderboard } from './leaderboard.ts';
import { type Look, nextPage, type Renderers } from './render.ts';
import { renderContrast } from './run-contrast.ts';
import { renderRunCurves } from './run-curves.ts';
import { renderRunFiles } from './run-files.ts';
import { renderRunGroups } from './run-groups.ts';
import { renderTrackedRuns } from './tracked-runs.ts';
import { renderPlan, renderProgress, renderStarted } from './training.ts';

type Summary = OutputOf<Operations['runs']['list']>['items'][number];
type Run = OutputOf<Operations['runs']['show']>;

export const renderRuns: Renderers<'runs'> = {
  list: ({ items, next }, look) =>
    renderTable<Summary>(
      items,
      [
        { title: 'run', cell: ({ id }) => id },
        { title: 'experiment', cell: ({ experiment }) => experiment },
        {
          title: 'status',
          cell: ({ status }) => status,
          style: (text, { status }) => paintStatus(text, status, look),
        },
        { title: 'started', cell: ({ startedAt }) => formatInstant(startedAt) },
        { title: 'took', align: 'right', cell: (run) => formatDuration(tookMs(run)) },
        { title: 'metrics', cell: ({ metrics }) => firstMetrics(metrics) },
      ],
      look.style,
    ) + nextPage(next, look),
  show: (run, look) => renderSections(runSections(run, look), look.style),
  report: ({ path }) => path,
  plan: renderPlan,
  start: renderStarted,
  progress: renderProgress,
  stop: ({ id, status }, { style }) =>
    `Run ${id} is ${status}. ${style.dim(`Go on with \`kaizen runs resume ${id}\`.`)}`,
  resume: renderStarted,
  leaderboard: renderLeaderboard,
  gates: renderGates,
  ...renderTrackedRuns,
  ...renderRunCurves,
  contrast: renderContrast,
  groups: renderRunGroups,
  ...renderRunFiles,
};

function runSections(run: Run, look: Look): [title: string, text: string][] {
  const { style } = look;
  return [
    [
      '',
      renderPairs(
        [
          ['run', run.id],
          ['name', run.name],
          ['experiment', run.experiment],
          ['status', paintStatus(run.status, run.status, look)],
          ['started', formatInstant(run.startedAt)],
          ['took', formatDuration(tookMs(run))],
          ...(run.error === null ? [] : [['error', run.error] as const]),
          ...Object.entries(run.tags),
        ],
        style,
      ),
    ],
    [
      'Metrics',
      renderPairs(
        Object.entries(run.metrics).map(([name, metric]) => [name, formatEstimate(metric)]),
        style,
      ),
    ],
    [
      'Parameters',
      renderPairs(
        Object.entries(run.params).map(([name, value]) => [name, String(value)]),
        style,
      ),
    ],
    [
      'Steps',
      renderTable(
        run.steps,
        [
          { title: 'step', cell: ({ name }) => name },
          { title: 'status', cell: ({ status }) => status },
          { title: 'took', align: 'right', cell: ({ durationMs }) => formatDuration(durationMs) },
        ],
        style,
      ),
    ],
    ['Findings', renderFindings(run.findings, look)],
    [
      'Artifacts',
      renderTable(
        run.artifacts,
        [
          { title: 'artifact', cell: ({ name }) => name },
          { title: 'size', align: 'right', cell: ({ sizeBytes }) => formatBytes(sizeBytes) },
          { title: 'hash', cell: ({ hash }) => formatHash(hash) },
        ],
        style,
      ),
    ],
    [
      'Lineage',
      run.lineage
        .map(({ from, role, to }) => `${node(from)}  ${style.dim(`── ${role} →`)}  ${node(to)}`)
        .join('\n'),
    ],
  ];
}

function firstMetrics(metrics: Summary['metrics']): string {
  return Object.entries(metrics)
    .slice(0, 2)
    .map(([name, metric]) => `${name} ${formatEstimate(metric)}`)
    .join('  ');
}

function tookMs({ startedAt, endedAt }: Summary): number | null {
  return endedAt === null ? null : Date.parse(endedAt) - Date.parse(startedAt);
}

function paintStatus(text: string, status: Summary['status'], { style }: Look): string {
  if (status === 'finished') return style.green(text);
  return status === 'running' ? style.cyan(text) : style.red(text);
}

function node(name: string): string {
  return name.replace(/[0-9a-f]{64}/, formatHash);
}
