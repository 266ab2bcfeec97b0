import { type ArtifactHash, asId } from '@kaizenml/contracts';
import { sha256 } from '../kit/index.ts';

/**
 * Hash of a folder artifact: SHA-256 of its `<sha256> <path>\n` lines, sorted by UTF-16 code units.
 *
 * @param fileHashes SHA-256 of each file by its path in the folder.
 */
export function folderHash(fileHashes: ReadonlyMap<string, string>): ArtifactHash {
  const lines = [...fileHashes].map(([path, hash]) => `${hash} ${path}\n`).sort();
  return asId(sha256(lines.join('')));
}
