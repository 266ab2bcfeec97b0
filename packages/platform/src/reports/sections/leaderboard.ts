import { formatDuration, formatNumber, formatScore, leaderboardChart } from '@kaizenml/ui/charts';
import { distinctTitles } from '../distinct-titles.ts';
import { type Html, html, trusted } from '../html.ts';
import type { LeaderboardRow, ReportInput } from '../report-input.ts';

const MOST = 25;

/** What else was tried, and what it cost. */
export function leaderboard({ leaderboard: rows, primaryMetric }: ReportInput): Html {
  const titles = distinctTitles(rows);
  const named = rows.map((row, i) => ({ ...row, title: titles[i] ?? row.title }));
  const shown = named.slice(0, MOST);
  return html`<section><h2>What else was tried</h2>
<div class="grid"><div class="card">${trusted(
    leaderboardChart(
      { entries: named, score: primaryMetric.title, better: primaryMetric.better, limit: 12 },
      { width: 420 },
    ),
  )}</div>
<div class="card scroll"><table><thead><tr><th class="n">#</th><th>Model</th><th class="n">${primaryMetric.title}</th><th class="n">Fit</th><th class="n">Per row</th></tr></thead>
<tbody>${shown.map(leaderboardRow)}</tbody></table>
${rows.length > MOST && html`<p class="soft small">And ${rows.length - MOST} more.</p>`}
<p class="soft small">Mean ± standard deviation over the folds; “per row” is the time of one answer.</p></div></div></section>`;
}

function leaderboardRow(row: LeaderboardRow): Html {
  const params = Object.entries(row.params)
    .map(([name, value]) => `${name} ${typeof value === 'number' ? formatNumber(value) : value}`)
    .join(', ');
  return html`<tr class="${row.rank === 1 ? 'first' : row.status === 'finished' ? '' : 'failed'}"><td class="n">${row.rank}</td>
<td>${row.title}<br><span class="soft small">${row.error ?? params}</span></td>
<td class="n">${row.score === null ? row.status : formatScore(row.score)}${row.scoreSd !== null && html`<br><span class="soft small">± ${formatScore(row.scoreSd)}</span>`}</td>
<td class="n">${row.fitMs === null ? '–' : formatDuration(row.fitMs)}</td>
<td class="n">${row.predictMicrosPerRow === null ? '–' : `${formatNumber(row.predictMicrosPerRow)} µs`}</td></tr>`;
}
