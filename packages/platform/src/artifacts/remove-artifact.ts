import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf, type Home, renameDurable, toWriteError } from '../kit/index.ts';
import { isHash } from './artifact-paths.ts';
import type { ArtifactSize } from './store.ts';

/** What an artifact takes on the disk; undefined where it is not there, or goes meanwhile. */
export async function sizeOfArtifact(home: Home, hash: string): Promise<ArtifactSize | undefined> {
  return isHash(hash) ? sizeAt(join(home.artifactsPath, hash)) : undefined;
}

/** Moves an artifact among the temporary files, from where nothing comes back. @throws HOME_NOT_WRITABLE */
export async function setArtifactAside(
  home: Home,
  hash: string,
): Promise<(ArtifactSize & { readonly path: string }) | undefined> {
  if (!isHash(hash)) return undefined;
  const from = join(home.artifactsPath, hash);
  const path = home.newTempPath('.removed');
  try {
    await renameDurable(from, path);
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return undefined;
    throw toWriteError(thrown, from);
  }
  const size = await sizeAt(path);
  return size && { path, ...size };
}

/** Removes what was set aside. @throws HOME_NOT_WRITABLE */
export async function discardAside(paths: readonly string[]): Promise<void> {
  for (const path of paths)
    try {
      await rm(path, { recursive: true, force: true });
    } catch (thrown) {
      throw toWriteError(thrown, path);
    }
}

async function sizeAt(path: string): Promise<ArtifactSize | undefined> {
  try {
    const entry = await lstat(path);
    if (!entry.isDirectory()) return { nFiles: 1, sizeBytes: entry.size };
    let [nFiles, sizeBytes] = [0, 0];
    for (const name of await readdir(path, { recursive: true })) {
      const inner = await lstat(join(path, name));
      if (inner.isDirectory()) continue;
      nFiles++;
      sizeBytes += inner.size;
    }
    return { nFiles, sizeBytes };
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return undefined;
    throw thrown;
  }
}
