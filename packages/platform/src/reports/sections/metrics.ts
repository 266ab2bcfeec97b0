import { formatScore, formatScoreInterval, intervalDots } from '@kaizenml/ui/charts';
import { lowerFirst } from '../headline.ts';
import { type Html, html, trusted } from '../html.ts';
import type { ReportInput } from '../report-input.ts';

/** How good the champion is on unseen rows, beside the baselines. */
export function metrics(input: ReportInput): Html {
  const { baselines, champion, metricDescriptions, nTestRows } = input;
  const shown = metricDescriptions.filter(({ name }) => input.metrics[name] !== undefined);
  return html`<section><h2>How good it is</h2>
<p>Measured on ${nTestRows} rows that the model never saw; in brackets the 95 % interval. Baselines are what costs nothing: a model must beat them to be worth its keep.</p>
<div class="grid"><div class="card">${trusted(primaryChart(input))}</div>
<div class="card scroll"><table><thead><tr><th>Metric</th><th>${champion.title}</th>
${baselines.map(({ title }) => html`<th class="n">${title}</th>`)}</tr></thead><tbody>
${shown.map(({ name, title, doc, better }) => {
  const estimate = input.metrics[name];
  return html`<tr${name === input.primaryMetric.name && html` class="first"`}><td><abbr title="${doc}">${title}</abbr> <span class="soft">${better === 'higher' ? '↑' : '↓'}</span></td>
<td>${estimate ? formatScoreInterval(estimate) : '–'}</td>
${baselines.map((row) => {
  const other = row.metrics[name];
  return html`<td class="n">${other ? formatScore(other.value) : '–'}</td>`;
})}</tr>`;
})}
</tbody></table><p class="soft small">↑ higher is better · ↓ lower is better · in bold what the search optimized: ${lowerFirst(input.primaryMetric.doc)}</p></div></div></section>`;
}

function primaryChart({
  metrics: figures,
  primaryMetric,
  champion,
  baselines,
  nTestRows,
}: ReportInput): string {
  const { name, title, better } = primaryMetric;
  const rows = [{ title: champion.title, metrics: figures }, ...baselines];
  const dots = rows.flatMap((row, i) => {
    const estimate = row.metrics[name];
    return estimate ? [{ label: row.title, ...estimate, isMuted: i > 0 }] : [];
  });
  return intervalDots(
    {
      title: comparison(dots, better, title),
      caption: `${nTestRows} unseen rows; whiskers are 95 % intervals.`,
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
