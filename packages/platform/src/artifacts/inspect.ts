import { lstat, readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { errnoOf, sha256File } from '../kit/index.ts';
import { folderHash } from './folder-hash.ts';

/** What lies on the disk under a hash. */
export type Content =
  | { readonly kind: 'file'; readonly hash: string; readonly sizeBytes: number }
  | {
      readonly kind: 'folder';
      readonly hash: string;
      readonly sizeBytes: number;
      /** SHA-256 of each file by its path in the folder. */
      readonly files: ReadonlyMap<string, string>;
    };

/** Kind of what lies at a path; undefined when nothing does. */
export async function kindAt(path: string): Promise<'file' | 'folder' | 'other' | undefined> {
  try {
    const entry = await lstat(path);
    if (entry.isFile()) return 'file';
    return entry.isDirectory() ? 'folder' : 'other';
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return undefined;
    throw thrown;
  }
}

/**
 * Reads everything at a path and hashes it.
 *
 * @returns undefined when nothing is there, or somebody takes it away meanwhile, or it is something that no artifact has, such as a link.
 * @cost O(size) time, O(1) memory.
 */
export async function inspect(path: string): Promise<Content | undefined> {
  try {
    const kind = await kindAt(path);
    if (kind === 'file') {
      const { size } = await lstat(path);
      return { kind, hash: await sha256File(path), sizeBytes: size };
    }
    return kind === 'folder' ? await inspectFolder(path) : undefined;
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return undefined;
    throw thrown;
  }
}

async function inspectFolder(path: string): Promise<Content | undefined> {
  const files = new Map<string, string>();
  let sizeBytes = 0;
  for (const name of await readdir(path, { recursive: true })) {
    const file = join(path, name);
    const entry = await lstat(file);
    if (entry.isDirectory()) continue;
    if (!entry.isFile()) return undefined;
    files.set(name.split(sep).join('/'), await sha256File(file));
    sizeBytes += entry.size;
  }
  return { kind: 'folder', hash: folderHash(files), sizeBytes, files };
}
