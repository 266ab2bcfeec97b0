import type { ArtifactHash } from '@kaizenml/contracts';
import type { ArtifactStore } from '../../artifacts/store.ts';
import type { DatasetVersionRecord } from '../store.ts';
import { readPieces } from './piece-list.ts';

/** Every artifact that holds a part of the table of a version. */
export async function tableArtifacts(
  artifacts: ArtifactStore,
  { artifact, layout }: Pick<DatasetVersionRecord, 'artifact' | 'layout'>,
): Promise<readonly ArtifactHash[]> {
  if (layout?.isSettled !== true) return [artifact];
  const pieces = await readPieces(artifacts, artifact).catch(() => []);
  return [artifact, ...pieces.map(({ artifact: piece }) => piece)];
}
