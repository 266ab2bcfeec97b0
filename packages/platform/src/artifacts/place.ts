import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errnoOf, type Home, renameDurable, syncFolder, writeFileDurable } from '../kit/index.ts';
import { inspect, kindAt } from './inspect.ts';
import type { ArtifactFiles } from './store.ts';

const TAKEN = new Set(['EEXIST', 'ENOTEMPTY', 'EISDIR', 'ENOTDIR', 'EPERM']);

/**
 * Moves a finished file or folder to its place, unless the same artifact lies there already.
 *
 * A damaged one is moved aside first. Two processes may place the same artifact at once: the first one wins,
 * the other finds it there.
 */
export async function place(home: Home, from: string, hash: string): Promise<void> {
  const to = join(home.artifactsPath, hash);
  if ((await kindAt(to)) !== undefined) {
    if ((await inspect(to))?.hash === hash) return rm(from, { recursive: true, force: true });
    await setAside(home, to);
  }
  try {
    await renameDurable(from, to);
  } catch (thrown) {
    if (!TAKEN.has(errnoOf(thrown) ?? '') || (await inspect(to))?.hash !== hash) throw thrown;
    await rm(from, { recursive: true, force: true });
  }
}

/** Writes the files of a folder artifact so that the disk has all of them. */
export async function writeFolder(path: string, files: ArtifactFiles): Promise<void> {
  const folders = new Set<string>([path]);
  for (const name of Object.keys(files))
    for (let folder = dirname(name); folder !== '.'; folder = dirname(folder))
      folders.add(join(path, folder));
  for (const folder of [...folders].sort()) await mkdir(folder, { mode: 0o700 });
  for (const [name, content] of Object.entries(files))
    await writeFileDurable(join(path, name), content);
  for (const folder of folders) await syncFolder(folder);
}

/** Whether two paths lie in one file system, so that a rename can move between them. */
export async function isSameFileSystem(a: string, b: string): Promise<boolean> {
  return (await stat(a)).dev === (await stat(b)).dev;
}

async function setAside(home: Home, path: string): Promise<void> {
  const aside = home.newTempPath('.damaged');
  try {
    await rename(path, aside);
  } catch (thrown) {
    if (errnoOf(thrown) !== 'ENOENT') throw thrown;
  }
  await rm(aside, { recursive: true, force: true });
}
