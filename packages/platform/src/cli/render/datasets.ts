import type { ColumnStatistics, DatasetStatistics } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatHash, formatInstant, formatNumber, formatShare } from '../format.ts';
import { renderTable } from '../table.ts';
import { renderCheck } from './check.ts';
import { renderFindings } from './findings.ts';
import { renderVersions } from './dataset-versions.ts';
import { renderDiff } from './diff.ts';
import { renderLint } from './lint.ts';
import { renderRedact } from './redact.ts';
import { type Look, nextPage, type Renderers } from './render.ts';

type Version = OutputOf<Operations['datasets']['list']>['items'][number];

export const renderDatasets: Renderers<'datasets'> = {
  ...renderVersions,
  diff: renderDiff,
  lint: renderLint,
  redact: renderRedact,
  list: ({ items, next }, look) =>
    renderTable<Version>(
      items,
      [
        { title: 'dataset', cell: ({ name, version }) => `${name}@${version}` },
        { title: 'rows', align: 'right', cell: ({ nRows }) => String(nRows) },
        { title: 'columns', align: 'right', cell: ({ nColumns }) => String(nColumns) },
        { title: 'created', cell: ({ createdAt }) => formatInstant(createdAt) },
        { title: 'source', cell: ({ source }) => source },
      ],
      look.style,
    ) + nextPage(next, look),
  profile: ({ statistics, findings }, look) =>
    renderSections(
      [
        [
          '',
          `${statistics.nRows} rows, ${statistics.columns.length} columns, ${statistics.nDuplicateRows ?? 'uncounted'} duplicate rows.`,
        ],
        ['Columns', renderProfileColumns(statistics, look)],
        ['Findings', renderFindings(findings, look)],
      ],
      look.style,
    ),
};

function renderProfileColumns({ columns, nRows }: DatasetStatistics, { style }: Look): string {
  const figure = (value: number | null | undefined) =>
    value === null || value === undefined ? '' : formatNumber(value);
  const numberOf = ({ kind, number }: ColumnStatistics) => (kind === 'number' ? number : undefined);
  return renderTable<ColumnStatistics>(
    columns,
    [
      { title: 'column', cell: ({ name }) => name },
      { title: 'kind', cell: ({ kind }) => kind },
      {
        title: 'missing',
        align: 'right',
        cell: ({ nMissing }) => (nMissing === 0 ? '0' : formatShare(nMissing / nRows)),
      },
      { title: 'distinct', align: 'right', cell: ({ distinct }) => String(distinct.count) },
      { title: 'mean', align: 'right', cell: (column) => figure(numberOf(column)?.mean) },
      { title: 'sd', align: 'right', cell: (column) => figure(numberOf(column)?.sd) },
      {
        title: 'min',
        align: 'right',
        cell: (column) => column.date?.first.slice(0, 16) ?? figure(numberOf(column)?.min),
      },
      {
        title: 'median',
        align: 'right',
        cell: (column) =>
          figure(numberOf(column)?.quantiles.find(({ share }) => share === 0.5)?.value),
      },
      {
        title: 'max',
        align: 'right',
        cell: (column) => column.date?.last.slice(0, 16) ?? figure(numberOf(column)?.max),
      },
      {
        title: 'most frequent',
        cell: ({ top, number }) =>
          number === undefined
            ? top
                .slice(0, 3)
                .map(({ value, count }) => `${value} (${count})`)
                .join(', ')
            : '',
      },
    ],
    style,
  );
}
