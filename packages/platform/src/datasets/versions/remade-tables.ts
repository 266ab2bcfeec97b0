import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf, sha256File, tempOwner, toWriteError } from '../../kit/index.ts';
import type { DatasetVersionRecord } from '../store.ts';

/** Tables of older versions that a home keeps, the last used ones; the newest of them whatever its size. */
const MOST_BYTES = 512 * 1024 * 1024;
const MOST_TABLES = 8;

type Version = Pick<DatasetVersionRecord, 'hash'>;

/**
 * Puts the table of an older version at `copy`: the one that was made before, else what `make` writes there.
 *
 * A kept file carries its own SHA-256 in its name, and is taken only where that is still true.
 *
 * @throws DISK_FULL, HOME_NOT_WRITABLE, and what `make` throws
 */
export async function remadeTable(
  home: string,
  {
    record: { hash },
    copy,
    make,
  }: { readonly record: Version; readonly copy: string; readonly make: () => Promise<void> },
): Promise<void> {
  const folder = folderOf(home);
  for (const name of (await namesIn(folder)).filter((one) => one.startsWith(`${hash}-`)))
    if (await takeKept(join(folder, name), copy)) return;
  await make();
  const kept = join(folder, `${hash}-${await sha256File(copy)}.parquet`);
  const temp = join(home, 'tmp', `${tempOwner()}-${randomBytes(6).toString('hex')}.parquet`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await copyFile(copy, temp);
    await rename(temp, kept);
  } catch (thrown) {
    throw toWriteError(thrown, kept);
  }
  await dropOldest(folder);
}

/** Removes what is kept of versions. @returns Bytes that left the disk. */
export async function dropRemade(home: string, doomed: readonly Version[]): Promise<number> {
  const folder = folderOf(home);
  let freedBytes = 0;
  for (const name of await namesIn(folder))
    if (doomed.some(({ hash }) => name.startsWith(`${hash}-`)))
      freedBytes += await drop(join(folder, name));
  return freedBytes;
}

/** The copy stays when another process drops the kept file meanwhile. */
async function takeKept(path: string, copy: string): Promise<boolean> {
  try {
    await copyFile(path, copy);
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return false;
    throw toWriteError(thrown, copy);
  }
  if (!path.endsWith(`-${await sha256File(copy)}.parquet`)) {
    await drop(path);
    return false;
  }
  const { mtime } = await stat(copy);
  await utimes(path, mtime, mtime).catch(ignoreGone);
  return true;
}

async function dropOldest(folder: string): Promise<void> {
  const files: { path: string; size: number; mtimeMs: number }[] = [];
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(ignoreGone);
    if (found) files.push({ path, size: found.size, mtimeMs: found.mtimeMs });
  }
  files.sort((a, b) => b.mtimeMs - a.mtimeMs);
  let bytes = 0;
  for (const [k, { path, size }] of files.entries()) {
    bytes += size;
    if (k > 0 && (k >= MOST_TABLES || bytes > MOST_BYTES)) await drop(path);
  }
}

async function drop(path: string): Promise<number> {
  const found = await stat(path).catch(ignoreGone);
  if (!found) return 0;
  await rm(path, { force: true }).catch((thrown: unknown) => {
    throw toWriteError(thrown, path);
  });
  return found.size;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(ignoreGone)) ?? [];
}

function folderOf(home: string): string {
  return join(home, 'remade');
}

function ignoreGone(thrown: unknown): undefined {
  if (errnoOf(thrown) !== 'ENOENT') throw thrown;
}
