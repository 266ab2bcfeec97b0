import { renderCauses } from './causes.ts';
import { renderColumn, renderDrift } from './monitor-columns.ts';
import { renderPerformance } from './monitor-performance.ts';
import { renderCheck, renderHistory, renderMonitor, renderStandings } from './monitor-verdicts.ts';
import { renderFileComparison, renderReference } from './monitored-files.ts';
import type { Renderers } from './render.ts';

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
  check: renderCheck,
};
