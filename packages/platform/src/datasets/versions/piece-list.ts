import type { ArtifactHash } from '@kaizenml/contracts';
import type { ArtifactStore } from '../../artifacts/store.ts';

/** One Parquet file of a table that is kept in pieces, made of one chunk of the bytes. */
export interface TablePiece {
  /** Hash of all that the piece depends on: chunk, layout, names and kinds, and the rule. */
  readonly key: string;
  readonly artifact: ArtifactHash;
  readonly nRows: number;
}

/** The list of pieces in an artifact. @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED */
export async function readPieces(
  artifacts: ArtifactStore,
  list: ArtifactHash,
): Promise<readonly TablePiece[]> {
  const text = new TextDecoder().decode(await artifacts.read(list));
  return (JSON.parse(text) as { readonly pieces?: readonly TablePiece[] }).pieces ?? [];
}

/** Keeps a list of pieces. */
export async function putPieces(
  artifacts: ArtifactStore,
  pieces: readonly TablePiece[],
): Promise<ArtifactHash> {
  return (await artifacts.putFile(`${JSON.stringify({ pieces })}\n`)).hash;
}
