import { learningCurveChart } from '@kaizenml/ui/charts';
import { type Html, html, trusted, withCode } from '../html.ts';
import type { ReportInput } from '../report-input.ts';

/** Whether the search can be believed, and whether there was anything to learn. */
export function checks({
  checks: seen,
  primaryMetric,
}: Pick<ReportInput, 'checks' | 'primaryMetric'>): Html | undefined {
  if (seen === undefined || seen.sentences.length === 0) return undefined;
  const { title: score, better, unit } = primaryMetric;
  const { curve, baseline } = seen;
  const chart =
    curve &&
    learningCurveChart(
      {
        score,
        better,
        unit,
        title: curve.sentence,
        points: curve.points,
        curve: curve.curve,
        ...(baseline !== undefined && { baseline }),
      },
      { width: 420 },
    );
  return html`<section><h2>Whether to believe it</h2><ul>${seen.sentences.map((sentence) => html`<li>${withCode(sentence)}</li>`)}</ul>
${chart !== undefined && html`<div class="grid"><div class="card">${trusted(chart)}</div></div>`}</section>`;
}
