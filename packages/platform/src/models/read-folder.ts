import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../kit/index.ts';

/** Gives the content of a file of an artifact; undefined when there is no such file. */
export type ReadArtifact = (file: string) => Promise<Uint8Array | undefined>;

/** Reads the files of an artifact folder that lies anywhere on this machine. */
export function readFolder(folder: string): ReadArtifact {
  return async (file) => {
    try {
      return await readFile(join(folder, file));
    } catch (thrown) {
      const errno = errnoOf(thrown);
      if (errno === 'ENOENT' || errno === 'ENOTDIR' || errno === 'EISDIR') return undefined;
      throw thrown;
    }
  };
}
