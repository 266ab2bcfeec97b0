import type { ColumnStatistics } from '@kaizenml/contracts';
import {
  barBins,
  countOf,
  distinctWords,
  formatShare,
  isAllDifferent,
  levelWords,
  quantileAt,
  shareMissing,
  sparkHistogram,
  valueWords,
} from '@kaizenml/ui/charts';
import { type Html, html, trusted } from '../html.ts';
import type { ReportInput } from '../report-input.ts';

const MOST = 80;
const MOST_BARS = 10;

/** What the data holds, column by column. */
export function columns({ profile, dataset, target }: ReportInput): Html {
  const { nRows, nDuplicateRows } = profile;
  const nColumns = profile.columns.length;
  const shown = profile.columns.slice(0, MOST);
  return html`<section><h2>The data</h2>
<p>${dataset.name}@${dataset.version}${dataset.source !== undefined && html` from <code>${dataset.source}</code>`}: ${countOf(nRows, 'row')}, ${countOf(nColumns, 'column')}${nDuplicateRows !== null && `, ${countOf(nDuplicateRows, 'duplicate row')}`}.</p>
<div class="card scroll"><table><thead><tr><th>Column</th><th>Kind</th><th class="n">Missing</th><th class="n">Distinct</th><th>Values</th><th>Distribution</th></tr></thead>
<tbody>${shown.map((column) => columnRow(column, target))}</tbody></table>
${nColumns > MOST && html`<p class="soft small">And ${nColumns - MOST} more columns; see <code>kaizen datasets profile ${dataset.name}</code>.</p>`}</div></section>`;
}

function columnRow(column: ColumnStatistics, target: string): Html {
  const { name, kind, nMissing } = column;
  return html`<tr><td>${name}${name === target && html` <span class="tag">target</span>`}</td><td>${kind}</td>
<td class="n">${nMissing === 0 ? '0' : formatShare(shareMissing(column))}</td><td class="n">${distinctWords(column)}</td>
<td class="small">${valuesOf(column)}</td><td>${spark(column)}</td></tr>`;
}

function valuesOf({ kind, number, top }: ColumnStatistics): string {
  const { min = null, max = null } = number ?? {};
  if (number && min !== null && max !== null) {
    const words = (value: number): string => valueWords(value, kind, max - min);
    const median = quantileAt(number, 0.5);
    return `${words(min)} to ${words(max)}${median === undefined ? '' : `, median ${words(median)}`}`;
  }
  const words = top.slice(0, 3).map(({ value }) => levelWords(value));
  const short = words.map((word) => (word.length > 24 ? `${word.slice(0, 23)}…` : word));
  return short.join(', ') + (top.length > 3 ? ' …' : '');
}

/** Bins of numbers and dates, else the most frequent values; nothing where no value occurs twice. */
function spark(column: ColumnStatistics): Html | undefined {
  if (isAllDifferent(column)) return undefined;
  const counts =
    barBins(column)?.counts ?? column.top.slice(0, MOST_BARS).map(({ count }) => count);
  if (counts.length === 0) return undefined;
  return trusted(
    sparkHistogram({ title: `Distribution of ${column.name}`, counts }, { width: 110, height: 24 }),
  );
}
