import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatBytes, formatHash, formatInstant } from '../format.ts';
import { renderTable } from '../table.ts';
import { nextPage, type Renderers } from './render.ts';

type Listed = OutputOf<Operations['runs']['files']>['items'][number];
type Change = OutputOf<Operations['runs']['compare-files']>['changes'][number];

/** Files of runs. */
export const renderRunFiles: Pick<
  Renderers<'runs'>,
  'files' | 'compare-files' | 'diff-file' | 'purge'
> = {
  files: ({ items, next }, look) =>
    renderTable<Listed>(
      items,
      [
        { title: 'file', cell: ({ path, sha256 }) => (sha256 === null ? `${path}/` : path) },
        { title: 'size', align: 'right', cell: ({ sizeBytes }) => bytesOf(sizeBytes) },
        { title: 'hash', cell: ({ sha256 }) => (sha256 === null ? '' : formatHash(sha256)) },
        {
          title: 'written',
          cell: ({ writtenAt }) => (writtenAt === null ? '' : formatInstant(writtenAt)),
        },
      ],
      look.style,
    ) + nextPage(next, look),
  'compare-files': ({ same, counts, changes }, { style }) => {
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const more = total > changes.length ? `, the first ${changes.length} are shown` : '';
    return [
      `${same.nFiles} files are the same (${formatBytes(same.sizeBytes)}), ${total} are not${more}.`,
      renderTable<Change>(
        changes,
        [
          { title: 'change', cell: ({ change }) => change },
          {
            title: 'file',
            cell: ({ path, from }) => (from === null ? path : `${from} → ${path}`),
          },
          { title: 'before', align: 'right', cell: ({ before }) => bytesOf(before?.sizeBytes) },
          { title: 'after', align: 'right', cell: ({ after }) => bytesOf(after?.sizeBytes) },
        ],
        style,
      ),
    ].join('\n');
  },
  'diff-file': ({ state, hunks }) => {
    if (state !== 'text') return WHY_NOT[state];
    if (hunks.length === 0) return 'They are the same.';
    return hunks
      .flatMap(({ beforeLine, afterLine, lines }) => [
        `@@ -${beforeLine} +${afterLine} @@`,
        ...lines.map(({ kind, text }) => `${MARKS[kind]}${text}`),
      ])
      .join('\n');
  },
  purge: ({ id, nFiles, sizeBytes, freedBytes, leftAt }) =>
    leftAt === null
      ? `Run ${id} is gone, and ${nFiles} files of ${formatBytes(sizeBytes)} with it; ${formatBytes(freedBytes)} are free again.`
      : `Run ${id} is gone. Its files were not kept here and were left at ${leftAt}.`,
};

const MARKS = { same: ' ', removed: '-', added: '+' } as const;

/** Why there are no lines. */
const WHY_NOT = {
  binary: 'They are no texts; their hashes differ.',
  large: 'They are too long to be compared line by line; their hashes differ.',
  different: 'More than 1000 lines differ.',
} as const;

function bytesOf(sizeBytes: number | null | undefined): string {
  return sizeBytes === null || sizeBytes === undefined ? '' : formatBytes(sizeBytes);
}
