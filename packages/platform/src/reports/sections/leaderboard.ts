import type { Estimate } from '@kaizenml/contracts';
import type { LeaderboardRow } from '@kaizenml/contracts/operations';
import { paretoFront } from '@kaizenml/ml/combine';
import { getMetric } from '@kaizenml/ml/metrics';
import {
  formatBytes,
  formatClose,
  formatDuration,
  formatNumber,
  leaderboardChart,
  paretoChart,
} from '@kaizenml/ui/charts';
import { distinctTitles } from '../distinct-titles.ts';
import { type Html, html, trusted, withCode } from '../html.ts';
import type { ReportInput } from '../report-input.ts';
import { shortTitle } from '../short-title.ts';

const MOST = 25;
const size = { width: 420 } as const;

/** Every model that was compared: scores, what they cost, and what is kept beside the champion. */
export function leaderboard(input: ReportInput): Html {
  const { leaderboard: rows, nTestRows, roles } = input;
  const titles = distinctTitles(rows);
  const named = rows.map((row, i) => ({ ...row, title: titles[i] ?? row.title }));
  const always = named.filter((row, i) => i < MOST || row.roles.length > 0);
  const nMore = rows.length - always.length;
  return html`<section><h2>Leaderboard</h2>
<div class="grid"><div class="card">${trusted(scores(named, input))}</div>
<div class="card">${trusted(front(named, input))}</div></div>
${roles.length > 0 && html`<ul>${roles.map(({ role, title, sentence }) => html`<li><strong>${ROLES[role]}: ${title}.</strong> ${withCode(sentence)}</li>`)}</ul>`}
<div class="card scroll below"><table><thead><tr><th class="n">#</th><th></th><th>Model</th><th class="n">Validation</th><th class="n">Test</th><th class="n">Fit</th><th class="n">1,000 answers</th><th class="n">Size</th><th class="n">Level</th></tr></thead>
<tbody>${always.map((row) => leaderboardRow(row, input))}</tbody></table>
${nMore > 0 && html`<p class="soft small">And ${nMore} more.</p>`}
<p class="soft small">${input.primaryMetric.title}, ${input.primaryMetric.better} is better. Validation: rows that folds held out, with the 95 % interval; of a team on rows that had no part in making it, while single models keep the luck of having been compared. Test: the ${formatNumber(nTestRows)} rows that nothing had seen before, read once. ≈ cannot be told from the best one. Times are of one fold and of 1,000 answers; level 2 combines the answers of others.</p></div></section>`;
}

const ROLES = { small: 'Small', interpretable: 'Readable' } as const;
const TAGS = {
  champion: 'champion',
  small: 'small',
  interpretable: 'readable',
  baseline: 'baseline',
} as const;

function leaderboardRow(row: LeaderboardRow, { times }: ReportInput): Html {
  const params = Object.entries(row.params)
    .map(([name, value]) => `${name} ${typeof value === 'number' ? formatNumber(value) : value}`)
    .join(', ');
  const { fitMs = null, predictMsPer1000Rows = null } = times[row.name] ?? {};
  const kind = row.roles.includes('champion') ? 'first' : row.status === 'finished' ? '' : 'failed';
  return html`<tr class="${kind}"><td class="n">${row.rank}</td><td>${row.isBestAlike === true ? '≈' : ''}</td>
<td>${row.title}${row.roles.map((role) => html` <span class="role ${role}">${TAGS[role]}</span>`)}<br><span class="soft small">${row.error ?? params}</span></td>
<td class="n">${row.validation === null ? row.status : written(row.validation)}</td>
<td class="n">${row.test === null ? '–' : written(row.test)}</td>
<td class="n">${fitMs === null ? '–' : fitMs < 1 ? '< 1 ms' : formatDuration(fitMs)}</td>
<td class="n">${predictMsPer1000Rows === null ? '–' : answerTime(predictMsPer1000Rows)}</td>
<td class="n">${row.sizeBytes === null ? '–' : formatBytes(row.sizeBytes)}</td>
<td class="n">${row.level}</td></tr>`;
}

function written({ value, low, high }: Estimate): Html {
  const ends =
    low !== null &&
    high !== null &&
    html`<br><span class="soft small">${formatClose(low)} – ${formatClose(high)}</span>`;
  return html`${formatClose(value)}${ends}`;
}

function scores(rows: readonly LeaderboardRow[], { primaryMetric }: ReportInput): string {
  const models = rows.filter(({ roles }) => !roles.includes('baseline'));
  return leaderboardChart(
    {
      entries: models.map(({ title, validation, isBestAlike }) => ({
        title: shortTitle(title),
        score: validation?.value ?? null,
        low: validation?.low ?? null,
        high: validation?.high ?? null,
        isBestAlike,
      })),
      score: primaryMetric.title,
      better: primaryMetric.better,
      unit: 'score',
      limit: 12,
    },
    size,
  );
}

/** Quality, latency and size of every model that has all three. */
function front(rows: readonly LeaderboardRow[], { primaryMetric, times }: ReportInput): string {
  const contenders = rows.flatMap(({ name, roles, validation, sizeBytes }) => {
    const micros = times[name]?.predictMsPer1000Rows ?? null;
    return validation === null ||
      sizeBytes === null ||
      micros === null ||
      roles.includes('baseline')
      ? []
      : [{ id: name, value: validation.value, microsPerRow: micros, sizeBytes }];
  });
  const ids = new Set(paretoFront(contenders, getMetric(primaryMetric.name)).map(({ id }) => id));
  const rowOf = new Map(rows.map((row) => [row.name, row]));
  return paretoChart(
    {
      entries: contenders.map(({ id, value, microsPerRow, sizeBytes }) => {
        const { title = id, roles = [] } = rowOf.get(id) ?? {};
        return {
          title: shortTitle(title),
          score: value,
          msPer1000Rows: microsPerRow,
          sizeBytes,
          isOnFront: ids.has(id),
          ...(roles.length === 0 ? {} : { label: roles.map((role) => TAGS[role]).join(', ') }),
        };
      }),
      score: primaryMetric.title,
      better: primaryMetric.better,
      unit: 'score',
    },
    size,
  );
}

function answerTime(ms: number): string {
  return ms < 100 ? `${formatNumber(ms)} ms` : formatDuration(ms);
}
