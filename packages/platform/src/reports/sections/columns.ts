import { countOf, formatNumber, formatShare, sparkHistogram } from '@kaizenml/ui/charts';
import { type Html, html, trusted } from '../html.ts';
import type { ReportInput } from '../report-input.ts';

const MOST = 80;

type ColumnProfile = ReportInput['profile']['columns'][number];

/** What the data holds, column by column. */
export function columns({ profile, dataset, target }: ReportInput): Html {
  const { nRows, nColumns, nDuplicateRows } = profile;
  const shown = profile.columns.slice(0, MOST);
  return html`<section><h2>The data</h2>
<p>${dataset.name}@${dataset.version}${dataset.source !== undefined && html` from <code>${dataset.source}</code>`}: ${countOf(nRows, 'row')}, ${countOf(nColumns, 'column')}, ${countOf(nDuplicateRows, 'duplicate row')}.</p>
<div class="card scroll"><table><thead><tr><th>Column</th><th>Kind</th><th class="n">Missing</th><th class="n">Distinct</th><th>Values</th><th>Distribution</th></tr></thead>
<tbody>${shown.map((column) => columnRow(column, nRows, target))}</tbody></table>
${profile.columns.length > MOST && html`<p class="soft small">And ${profile.columns.length - MOST} more columns; see <code>kaizen datasets profile ${dataset.name}</code>.</p>`}</div></section>`;
}

function columnRow(column: ColumnProfile, nRows: number, target: string): Html {
  const { name, kind, nMissing, nDistinct } = column;
  return html`<tr><td>${name}${name === target && html` <span class="tag">target</span>`}</td><td>${kind}</td>
<td class="n">${nMissing === 0 ? '0' : formatShare(nMissing / Math.max(1, nRows))}</td><td class="n">${countOf(nDistinct, '', '').trim()}</td>
<td class="small">${valuesOf(column)}</td><td>${spark(column)}</td></tr>`;
}

function valuesOf({ kind, min, max, quantiles, top }: ColumnProfile): string {
  if (kind === 'number' && typeof min === 'number' && typeof max === 'number')
    return `${formatNumber(min)} to ${formatNumber(max)}${quantiles ? `, median ${formatNumber(quantiles.p50)}` : ''}`;
  if (min !== null && max !== null && kind === 'date') return `${min} to ${max}`;
  const words = top
    .slice(0, 3)
    .map(({ value }) => (value.length > 24 ? `${value.slice(0, 23)}…` : value));
  return words.join(', ') + (top.length > 3 ? ' …' : '');
}

function spark({ name, histogram, top }: ColumnProfile): Html | undefined {
  const counts = histogram?.counts ?? top.map(({ count }) => count);
  if (counts.length === 0) return undefined;
  return trusted(
    sparkHistogram({ title: `Distribution of ${name}`, counts }, { width: 110, height: 24 }),
  );
}
