import { AppError } from '@kaizenml/contracts';
import type { ReadArtifact } from './read-folder.ts';

/** A file that older artifacts do not have; undefined of those. */
export async function readIfThere(
  read: ReadArtifact,
  file: string,
): Promise<Uint8Array | undefined> {
  try {
    return await read(file);
  } catch (thrown) {
    const isAbsent = thrown instanceof AppError && thrown.code === 'ARTIFACT_NOT_FOUND';
    if (isAbsent && thrown.details.file === file) return undefined;
    throw thrown;
  }
}
