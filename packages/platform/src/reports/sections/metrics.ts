import type { Estimate } from '@kaizenml/contracts';
import { formatNumber, formatScore, intervalDots } from '@kaizenml/ui/charts';
import { baselineWords } from '../baseline-words.ts';
import { type Html, html, trusted } from '../html.ts';
import type { MetricDescription, ReportInput } from '../report-input.ts';
import { shortTitle } from '../short-title.ts';

/**
 * How good the champion is on unseen rows, beside the baselines.
 *
 * @param beside A chart of the unseen rows that stands beside the comparison.
 */
export function metrics(input: ReportInput, beside: string | undefined): Html {
  const { baselines, champion, metricDescriptions, nTestRows, task } = input;
  const shown = metricDescriptions.filter(({ name }) => input.metrics[name] !== undefined);
  return html`<section><h2>How good it is</h2>
<p>Measured on ${formatNumber(nTestRows)} rows that the model never saw. Baselines are what costs nothing: a model must beat them to be worth its keep.</p>
<div class="grid"><div class="card">${trusted(primaryChart(input))}</div>
${beside !== undefined && html`<div class="card">${trusted(beside)}</div>`}</div>
<div class="card scroll below"><table><thead><tr><th>Metric</th><th class="n">${shortTitle(champion.title)}</th><th class="n">95 % interval</th>
${baselines.map((row) => html`<th class="n">${baselineWords(row, task)}</th>`)}<th>What it says</th></tr></thead><tbody>
${shown.map((metric) => metricRow(metric, input))}
</tbody></table><p class="soft small">↑ higher is better · ↓ lower is better · in bold what the search optimized.</p></div></section>`;
}

function metricRow({ name, title, doc, better }: MetricDescription, input: ReportInput): Html {
  const estimate = input.metrics[name];
  const isPrimary = name === input.primaryMetric.name;
  return html`<tr${isPrimary && html` class="first"`}><td>${title}&nbsp;<span class="soft">${better === 'higher' ? '↑' : '↓'}</span></td>
<td class="n">${estimate ? formatScore(estimate.value) : '–'}</td><td class="n soft">${estimate ? formatEnds(estimate) : '–'}</td>
${input.baselines.map((row) => {
  const other = row.metrics[name];
  return html`<td class="n">${other ? formatScore(other.value) : '–'}</td>`;
})}<td class="soft small">${doc}</td></tr>`;
}

function formatEnds({ low, high }: Estimate): string {
  return low === null || high === null ? '–' : `${formatScore(low)} – ${formatScore(high)}`;
}

function primaryChart({
  metrics: figures,
  primaryMetric,
  champion,
  baselines,
  nTestRows,
  task,
}: ReportInput): string {
  const { name, title, better } = primaryMetric;
  const rows = [
    { title: shortTitle(champion.title), metrics: figures },
    ...baselines.map((row) => ({ ...row, title: baselineWords(row, task) })),
  ];
  const dots = rows.flatMap((row, i) => {
    const estimate = row.metrics[name];
    return estimate ? [{ label: row.title, ...estimate, isMuted: i > 0 }] : [];
  });
  return intervalDots(
    {
      title: comparison(dots, better, title),
      caption: `${formatNumber(nTestRows)} unseen rows; whiskers are 95 % intervals.`,
      axis: `${title}, ${better} is better`,
      dots,
    },
    { width: 420 },
  );
}

function comparison(
  dots: readonly {
    readonly value: number;
    readonly low: number | null;
    readonly high: number | null;
  }[],
  better: 'higher' | 'lower',
  title: string,
): string {
  const [model, ...others] = dots;
  if (!model || others.length === 0) return `${title} on unseen rows`;
  const isAhead = others.every(({ value }) =>
    better === 'higher' ? (model.low ?? model.value) > value : (model.high ?? model.value) < value,
  );
  return isAhead
    ? 'The model is clearly ahead of every baseline'
    : 'The model is not clearly ahead of the baselines';
}
