import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatBytes, formatHash } from '../format.ts';
import { renderTable } from '../table.ts';
import type { Look } from './render.ts';

type Freed = OutputOf<Operations['runs']['purge']>['artifacts'];

/**
 * How much a removal freed, and which artifacts stay.
 *
 * @param of.freedBytes Of files by path, beside artifacts. Default 0.
 */
export function renderFreed(
  { nArtifacts, freedBytes: ofArtifacts, left }: Freed,
  { style }: Look,
  { dryRun, freedBytes = 0 }: { readonly dryRun: boolean; readonly freedBytes?: number },
): string {
  const bytes = formatBytes(freedBytes + ofArtifacts);
  const artifacts = `${nArtifacts} artifact${nArtifacts === 1 ? '' : 's'} of ours`;
  const line = dryRun
    ? `${bytes} would be free, with those of ${artifacts}.`
    : `${bytes} are free again, with those of ${artifacts}.`;
  if (left.length === 0) return line;
  const table = renderTable<Freed['left'][number]>(
    left,
    [
      { title: 'artifact that stays', cell: ({ artifact }) => formatHash(artifact) },
      { title: 'size', align: 'right', cell: ({ sizeBytes }) => formatBytes(sizeBytes) },
      { title: 'because of', cell: ({ why }) => why.join(', ') },
    ],
    style,
  );
  return `${line}\n${table}`;
}
