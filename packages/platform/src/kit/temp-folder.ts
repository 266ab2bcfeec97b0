import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toWriteError } from './disk-errors.ts';
import { tempOwner } from './temp.ts';

/**
 * Does work with a new folder below the `tmp/` of a home; it is gone after.
 *
 * @param home Absolute path of the home.
 * @param purpose A word at the end of the folder's name.
 * @throws DISK_FULL, and what `work` throws
 */
export async function withTempFolder<T>(
  home: string,
  purpose: string,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const path = join(home, 'tmp', `${tempOwner()}-${randomBytes(6).toString('hex')}-${purpose}`);
  await mkdir(path, { recursive: true, mode: 0o700 }).catch((thrown: unknown) => {
    throw toWriteError(thrown, path);
  });
  try {
    return await work(path);
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}
