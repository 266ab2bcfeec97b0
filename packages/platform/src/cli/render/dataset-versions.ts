import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatBytes, formatHash, formatInstant, formatShare } from '../format.ts';
import { renderPairs, renderSections, renderTable } from '../table.ts';
import { renderFindings } from './findings.ts';
import type { Look, Renderers } from './render.ts';

type Datasets = Operations['datasets'];
type Added = OutputOf<Datasets['add']>;
type Shown = OutputOf<Datasets['show']>;

/** What the life of a version prints: kept, shown, tagged, restored, removed. */
export const renderVersions: Pick<
  Renderers<'datasets'>,
  'add' | 'sample' | 'show' | 'tag' | 'untag' | 'restore' | 'remove' | 'retain'
> = {
  add: (added, look) =>
    renderSections(
      [
        ['', [addedLine(added), storageLine(added)].filter((line) => line !== '').join('\n')],
        ['Spans', renderSpans(added, look)],
        ['Findings', renderFindings(added.findings, look)],
      ],
      look.style,
    ),
  sample: ({ isNew, name, version, nRows, from, rest }) =>
    `${isNew ? 'Made' : 'Already there:'} ${name}@${version} with ${nRows} rows of ${from}${rest === null ? '' : `; the others are ${rest}`}.`,
  show: renderShown,
  tag: ({ name, version, tag }) => `${name}@${tag} is now ${name}@${version}.`,
  untag: ({ name, tag, existed }) =>
    existed ? `${name} has no tag ${tag} any more.` : `${name} had no tag ${tag}.`,
  restore: ({ name, version, out, sha256, sizeBytes }) =>
    `Wrote ${formatBytes(sizeBytes)} of ${name}@${version} to ${out}, SHA-256 ${sha256}.`,
  remove: ({ removed, freedBytes }) =>
    `Removed ${removed.map(({ name, version }) => `${name}@${version}`).join(', ')}: ${formatBytes(freedBytes)} left the disk.`,
  retain: ({ dryRun, removed, kept, freedBytes }, look) => {
    const list = removed.map(({ name, version }) => `${name}@${version}`).join(', ');
    const word = dryRun ? 'Would remove' : 'Removed';
    const end = dryRun ? '.' : `: ${formatBytes(freedBytes)} left the disk.`;
    return renderSections(
      [
        ['', list === '' ? 'Nothing to remove.' : `${word} ${list}${end}`],
        [
          'Kept',
          renderTable(
            kept,
            [
              { title: 'version', align: 'right', cell: ({ version }) => String(version) },
              { title: 'because', cell: ({ why }) => why.join(', ') },
            ],
            look.style,
          ),
        ],
      ],
      look.style,
    );
  },
};

function addedLine({ isNew, name, version, nRows, nColumns }: Added): string {
  return `${isNew ? 'Added' : 'Already there:'} ${name}@${version} with ${nRows} rows and ${nColumns} columns.`;
}

function storageLine({ isNew, sizeBytes, storedBytes }: Added): string {
  if (!isNew || sizeBytes === 0) return '';
  return `Stored ${formatBytes(storedBytes)} of ${formatBytes(sizeBytes)} anew (${formatShare(storedBytes / sizeBytes)}).`;
}

function renderSpans({ spans }: Added, { style }: Look): string {
  return renderTable(
    spans,
    [
      { title: 'span', cell: ({ span }) => span },
      { title: 'version', align: 'right', cell: ({ version }) => String(version) },
      { title: '', cell: ({ isNew }) => (isNew ? 'new' : '') },
    ],
    style,
  );
}

function renderShown(dataset: Shown, { style }: Look): string {
  const pairs: [string, string][] = [
    ['dataset', `${dataset.name}@${dataset.version}`],
    ['rows', String(dataset.nRows)],
    ['columns', String(dataset.nColumns)],
    ['created', formatInstant(dataset.createdAt)],
    ['source', dataset.source],
    ['hash', dataset.hash],
  ];
  if (dataset.span !== null) pairs.push(['span', dataset.span]);
  if (dataset.raw !== null)
    pairs.push(['file', `${formatBytes(dataset.raw.sizeBytes)}, SHA-256 ${dataset.raw.sha256}`]);
  return renderSections(
    [
      ['', renderPairs(pairs, style)],
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
            ...(dataset.versions.some(({ span }) => span !== null)
              ? [{ title: 'span', cell: ({ span }: Shown['versions'][number]) => span ?? '' }]
              : []),
            { title: 'created', cell: ({ createdAt }) => formatInstant(createdAt) },
            { title: 'hash', cell: ({ hash }) => formatHash(hash) },
            { title: 'tags', cell: ({ tags }) => tags.join(', ') },
          ],
          style,
        ),
      ],
      ['Came from', renderLineage(dataset.lineage.origins, '←')],
      ['Led to', renderLineage(dataset.lineage.results, '→')],
      [
        'Removed',
        renderTable(
          dataset.removed,
          [
            { title: 'version', align: 'right', cell: ({ version }) => String(version) },
            { title: 'removed', cell: ({ removedAt }) => formatInstant(removedAt) },
            { title: 'hash', cell: ({ hash }) => formatHash(hash) },
          ],
          style,
        ),
      ],
    ],
    style,
  );
}

function renderLineage(steps: Shown['lineage']['origins'], arrow: string): string {
  return steps
    .map(({ depth, title, role, derivation }) => {
      const what = derivation ? derivationLine(derivation) : `${formatNode(title)} (${role})`;
      return `${'  '.repeat(depth)}${arrow} ${what}`;
    })
    .join('\n');
}

function derivationLine({
  command,
  parameters,
  by,
  kit,
  at,
}: NonNullable<Shown['lineage']['origins'][number]['derivation']>): string {
  const words = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  return `${command} ${words.join(' ')}, ${by}, KaizenML ${kit}, ${formatInstant(at)}`;
}

function formatNode(title: string): string {
  return title.replace(/[0-9a-f]{64}/, formatHash);
}
