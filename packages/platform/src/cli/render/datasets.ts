import type { DatasetProfile, Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { z } from 'zod';
import { formatHash, formatInstant, formatNumber, formatShare } from '../format.ts';
import { renderPairs, renderSections, renderTable } from '../table.ts';
import { renderFindings } from './findings.ts';
import { renderLint } from './lint.ts';
import { type Look, nextPage, type Renderers } from './render.ts';

type Version = OutputOf<Operations['datasets']['list']>['items'][number];
type Profile = z.output<typeof DatasetProfile>;
type Column = Profile['columns'][number];

export const renderDatasets: Renderers<'datasets'> = {
  add: (added, look) =>
    renderSections(
      [
        [
          '',
          `${added.isNew ? 'Added' : 'Already there:'} ${added.name}@${added.version} with ${added.nRows} rows and ${added.nColumns} columns.`,
        ],
        ['Findings', renderFindings(added.findings, look)],
      ],
      look.style,
    ),
  lint: renderLint,
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
  show: (dataset, { style }) =>
    renderSections(
      [
        [
          '',
          renderPairs(
            [
              ['dataset', `${dataset.name}@${dataset.version}`],
              ['rows', String(dataset.nRows)],
              ['columns', String(dataset.nColumns)],
              ['created', formatInstant(dataset.createdAt)],
              ['source', dataset.source],
              ['hash', dataset.hash],
            ],
            style,
          ),
        ],
        [
          'Columns',
          renderTable(
            dataset.columns,
            [
              { title: 'column', cell: ({ name }) => name },
              { title: 'kind', cell: ({ kind }) => kind },
            ],
            style,
          ),
        ],
        [
          'Versions',
          renderTable(
            dataset.versions,
            [
              { title: 'version', align: 'right', cell: ({ version }) => String(version) },
              { title: 'created', cell: ({ createdAt }) => formatInstant(createdAt) },
              { title: 'hash', cell: ({ hash }) => formatHash(hash) },
            ],
            style,
          ),
        ],
      ],
      style,
    ),
  profile: (profile, look) =>
    renderSections(
      [
        [
          '',
          `${profile.nRows} rows, ${profile.nColumns} columns, ${profile.nDuplicateRows} duplicate rows.`,
        ],
        ['Columns', renderProfileColumns(profile, look)],
        ['Findings', renderFindings(profile.findings, look)],
      ],
      look.style,
    ),
};

function renderProfileColumns({ columns, nRows }: Profile, { style }: Look): string {
  const number = (value: number | null | undefined) =>
    value === null || value === undefined ? '' : formatNumber(value);
  return renderTable<Column>(
    columns,
    [
      { title: 'column', cell: ({ name }) => name },
      { title: 'kind', cell: ({ kind }) => kind },
      {
        title: 'missing',
        align: 'right',
        cell: ({ nMissing }) => (nMissing === 0 ? '0' : formatShare(nMissing / nRows)),
      },
      { title: 'distinct', align: 'right', cell: ({ nDistinct }) => String(nDistinct) },
      { title: 'mean', align: 'right', cell: ({ mean }) => number(mean) },
      { title: 'sd', align: 'right', cell: ({ sd }) => number(sd) },
      { title: 'min', align: 'right', cell: ({ min }) => edge(min) },
      { title: 'median', align: 'right', cell: ({ quantiles }) => number(quantiles?.p50) },
      { title: 'max', align: 'right', cell: ({ max }) => edge(max) },
      {
        title: 'most frequent',
        cell: ({ top, mean }) =>
          mean === null
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

function edge(value: number | string | null): string {
  if (value === null) return '';
  return typeof value === 'number' ? formatNumber(value) : value.slice(0, 16);
}
