import { type ArtifactHash, asId } from '@kaizenml/contracts';
import { sha256 } from '../kit/index.ts';

/** First line of what is hashed: no file that is a listing can have the hash of the folder it lists. */
const HEADER = 'kaizenml-folder-1\n';

/**
 * Hash of a folder artifact: SHA-256 of a header and its `<sha256> <path>\n` lines, sorted by UTF-16 code units.
 *
 * @param fileHashes SHA-256 of each file by its path in the folder.
 */
export function folderHash(fileHashes: ReadonlyMap<string, string>): ArtifactHash {
  const lines = [...fileHashes].map(([path, hash]) => `${hash} ${path}\n`).sort();
  return asId(sha256(HEADER + lines.join('')));
}
