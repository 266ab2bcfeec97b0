import type { ColumnStatistics } from '@kaizenml/contracts';
import { countOf, formatNumber, formatShare, pairNames } from '@kaizenml/ui/charts';
import { type Html, html } from '../html.ts';
import type { ProfileInput } from './profile-input.ts';

/** What the table is, in a sentence and a few figures. */
export function overview(input: ProfileInput): Html {
  const { name, source, statistics, against, againstName } = input;
  const { nRows, nDuplicateRows, columns } = statistics;
  const [before, now] = againstName === null ? ['', name] : pairNames(againstName, name);
  const facts = [
    ['Rows', rowsWords(nRows, against?.nRows)],
    ['Columns', formatNumber(columns.length)],
    ['Kinds', kindsOf(columns)],
    ['Missing cells', missingCells(columns)],
    ['Duplicate rows', nDuplicateRows === null ? 'not counted' : formatNumber(nDuplicateRows)],
    ['Read from', source],
  ] as const;
  return html`<header><p class="soft small">KaizenML profile</p>
<h1>${againstName === null ? name : `${now} beside ${before}`}</h1>
<p>${countOf(nRows, 'row')} of ${countOf(columns.length, 'column')}${againstName !== null && html`, compared with ${againstName}`}.</p>
<dl class="facts">${facts.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl></header>`;
}

function rowsWords(nRows: number, before: number | undefined): string {
  return before === undefined
    ? formatNumber(nRows)
    : `${formatNumber(nRows)}, before ${formatNumber(before)}`;
}

function kindsOf(columns: readonly ColumnStatistics[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of columns) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([kind, n]) => `${formatNumber(n)} ${kind}`)
    .join(', ');
}

function missingCells(columns: readonly ColumnStatistics[]): string {
  const cells = columns.reduce((sum, { nRows }) => sum + nRows, 0);
  const missing = columns.reduce((sum, { nMissing }) => sum + nMissing, 0);
  return missing === 0 ? 'none' : formatShare(missing / Math.max(1, cells));
}
