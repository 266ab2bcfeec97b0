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

/** Where the answers are right and where they are not, as pictures of the unseen rows. */
export function plots({ curves, target, task }: ReportInput): Html | undefined {
  const { roc, precisionRecall, calibration, confusion, scatter } = curves;
  const shownCalibration = task === 'binary' ? calibration?.slice(0, 1) : calibration?.slice(0, 4);
  const charts = [
    ...(confusion ? [confusionChart(confusion, size)] : []),
    ...(roc && roc.length > 0 ? [rocChart({ curves: roc }, size)] : []),
    ...(precisionRecall && precisionRecall.length > 0
      ? [precisionRecallChart({ curves: precisionRecall }, size)]
      : []),
    ...(shownCalibration ?? []).map((figures) => calibrationChart(figures, size)),
    ...(scatter
      ? [scatterChart({ target, ...scatter }, size), residualsChart({ target, ...scatter }, size)]
      : []),
  ];
  if (charts.length === 0) return undefined;
  return html`<section><h2>Where it is right and wrong</h2><div class="grid">${charts.map(
    (chart) => html`<div class="card">${trusted(chart)}</div>`,
  )}</div></section>`;
}
