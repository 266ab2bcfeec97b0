import { dependenceChart, importanceChart } from '@kaizenml/ui/charts';
import { type Html, html, trusted } from '../html.ts';
import type { PartialDependenceFigures, ReportInput } from '../report-input.ts';

const size = { width: 420 } as const;

/** What the model looks at, and how its answer moves with the columns that matter most. */
export function explanation(input: ReportInput): Html {
  const { importance, partialDependence, primaryMetric, target } = input;
  return html`<section><h2>What it looks at</h2>
<p>Importance says how much worse the model gets when a column is shuffled. The curves say how the mean answer moves with one column, all others as they are. Neither says what causes what.</p>
<div class="grid"><div class="card">${trusted(importanceChart({ importance, score: primaryMetric }, size))}</div>
${partialDependence.map(
  (figures) =>
    html`<div class="card">${trusted(dependenceChart(withAnswer(figures, target), size))}</div>`,
)}</div></section>`;
}

function withAnswer(figures: PartialDependenceFigures, target: string) {
  return figures.className === undefined
    ? { ...figures, answer: target }
    : { ...figures, answer: `probability of “${figures.className}”`, unit: 'share' };
}
