import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatShare } from '../format.ts';
import { renderSections, renderTable } from '../table.ts';
import { renderCauses } from './causes.ts';
import { renderColumn, renderDrift } from './monitor-columns.ts';
import { renderPerformance } from './monitor-performance.ts';
import { renderHistory, renderMonitor, renderStandings } from './monitor-verdicts.ts';
import { renderFileComparison, renderReference } from './monitored-files.ts';
import type { Renderers } from './render.ts';

type Report = OutputOf<Operations['monitors']['check']>;

export const renderMonitors: Renderers<'monitors'> = {
  list: ({ items }, look) => renderStandings(items, look),
  show: renderMonitor,
  history: ({ items }, look) => renderHistory(items, look),
  drift: renderDrift,
  column: renderColumn,
  causes: renderCauses,
  performance: renderPerformance,
  look: (standing, look) =>
    `${standing.nVerdicts} new verdicts.\n\n${renderStandings([standing], look)}`,
  watch: (standing, look) =>
    `${standing.nVerdicts} new verdicts.\n\n${renderStandings([standing], look)}`,
  unwatch: ({ dataset }) => `Dataset "${dataset}" is no longer watched.`,
  compare: renderFileComparison,
  reference: renderReference,
  check: (report, { style }) =>
    renderSections(
      [
        [
          '',
          report.status === 'ok'
            ? `${style.green('✓ no drift')} in ${report.endpoint}: ${report.nCurrent} logged rows against ${report.nReference} training rows of ${report.model}/${report.version}.`
            : `${style.red('✗ drift')} in ${report.nDrifted} of ${report.columns.length} columns of ${report.endpoint}: ${report.nCurrent} logged rows against ${report.nReference} training rows of ${report.model}/${report.version}.`,
        ],
        [
          '',
          renderTable<Report['columns'][number]>(
            report.columns,
            [
              { title: 'column', cell: ({ column }) => column },
              { title: 'role', cell: ({ role }) => role },
              { title: 'psi', align: 'right', cell: ({ psi }) => psi.toFixed(3) },
              {
                title: 'missing',
                align: 'right',
                cell: ({ shareMissingReference: before, shareMissingCurrent: after }) =>
                  `${formatShare(before)} → ${formatShare(after)}`,
              },
              {
                title: 'status',
                cell: ({ status }) => status,
                style: (text, { status }) =>
                  status === 'drift' ? style.red(text) : style.green(text),
              },
              { title: 'what moved', cell: ({ why }) => why ?? '' },
            ],
            style,
          ),
        ],
        [
          '',
          style.dim(
            `A column drifts when its psi is above ${report.thresholds.psi} or its share of missing values moved by more than ${formatShare(report.thresholds.missingShift)}.`,
          ),
        ],
      ],
      style,
    ),
};
