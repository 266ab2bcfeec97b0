import {
  calibrationChart,
  confusionChart,
  precisionRecallChart,
  residualsChart,
  rocChart,
  scatterChart,
} from '@kaizenml/ui/charts';
import { type Html, html, trusted } from '../html.ts';
import type { ReportInput } from '../report-input.ts';

const size = { width: 420 } as const;

/** The charts of the unseen rows that the task has, the plainest first. */
export function testCharts({ curves, target, task }: ReportInput): string[] {
  const { roc, precisionRecall, calibration, confusion, scatter } = curves;
  const shownCalibration = calibration?.slice(0, task === 'binary' ? 1 : 4) ?? [];
  return [
    ...(confusion ? [confusionChart(confusion, size)] : []),
    ...(scatter ? [scatterChart({ target, ...scatter }, size)] : []),
    ...(scatter ? [residualsChart({ target, ...scatter }, size)] : []),
    ...(roc && roc.length > 0 ? [rocChart({ curves: roc }, size)] : []),
    ...(precisionRecall && precisionRecall.length > 0
      ? [precisionRecallChart({ curves: precisionRecall }, size)]
      : []),
    ...shownCalibration.map((figures) => calibrationChart(figures, size)),
  ];
}

/** Where the answers are right and where they are not. */
export function plots(charts: readonly string[]): Html | undefined {
  if (charts.length === 0) return undefined;
  return html`<section><h2>Where it is right and wrong</h2><div class="grid">${charts.map(
    (chart) => html`<div class="card">${trusted(chart)}</div>`,
  )}</div></section>`;
}
