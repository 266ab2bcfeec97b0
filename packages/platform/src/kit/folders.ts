import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { errnoOf } from './disk-errors.ts';

/**
 * Creates a folder and those above it where they are missing; only their owner may enter.
 *
 * Unlike Node's recursive `mkdir`, which says ENOENT on a read-only file system, it throws the true reason.
 */
export function ensureFolder(path: string): void {
  if (isFolder(path)) return;
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (thrown) {
    const errno = errnoOf(thrown);
    if (errno === 'EEXIST' && isFolder(path)) return;
    if (errno !== 'ENOENT' || dirname(path) === path) throw thrown;
    ensureFolder(dirname(path));
    ensureFolder(path);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
