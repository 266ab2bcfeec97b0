import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { toWriteError } from './disk-errors.ts';

/** Where the unfinished file lies until it is renamed. */
export interface AtomicOptions {
  /** A path in the same file system. Default: beside the file. */
  readonly tempPath?: string;
}

/**
 * Writes a file so that a reader sees the old content or the new one, never a part, whatever happens.
 *
 * Temp file, fsync, rename, fsync of the folder. On failure the temp file is removed.
 *
 * @throws DISK_FULL, HOME_NOT_WRITABLE
 */
export async function writeFileAtomic(
  path: string,
  content: Uint8Array | string,
  { tempPath = siblingOf(path) }: AtomicOptions = {},
): Promise<void> {
  try {
    await writeFileDurable(tempPath, content);
    await renameDurable(tempPath, path);
  } catch (thrown) {
    await rm(tempPath, { force: true });
    throw toWriteError(thrown, path);
  }
}

/** Creates a file and waits until the disk has it. Leaves what it wrote when it fails. */
export async function writeFileDurable(path: string, content: Uint8Array | string): Promise<void> {
  const file = await open(path, 'wx', 0o644);
  await withClosing(file, async () => {
    await file.writeFile(content);
    await file.sync();
  });
}

/** Renames, and waits until the disk has the new name. */
export async function renameDurable(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(dirname(to));
}

/** Waits until the disk has the content of an existing file. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await withClosing(file, () => file.sync());
}

/** Waits until the disk has the names in a folder; does nothing where folders cannot be flushed (Windows). */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  await withClosing(folder, () => folder.sync());
}

async function withClosing(file: FileHandle, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await file.close();
  }
}

function siblingOf(path: string): string {
  return `${path}.${process.pid}-${randomBytes(6).toString('hex')}.tmp`;
}
