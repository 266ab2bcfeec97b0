import { glob, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { errnoOf } from '../kit/index.ts';
import type { FileStamp } from './store.ts';

const MAX_FILES = 10_000;
const PATTERN = /[*?[\]{}]/;

/** Whether a path stands for several files. */
export function isPattern(path: string): boolean {
  return PATTERN.test(path);
}

/**
 * The files that a path or a pattern stands for, each as it is now, by path; folders are left out.
 *
 * Of more than 10 000 files the first ones: such a folder wants a narrower pattern.
 */
export async function matchingFiles(path: string): Promise<readonly FileStamp[]> {
  const found: FileStamp[] = [];
  for (const each of await pathsOf(path)) {
    const stamp = await stampOf(each);
    if (stamp !== undefined) found.push({ path: each, stamp });
  }
  return found;
}

async function pathsOf(path: string): Promise<readonly string[]> {
  if (!isPattern(path)) return [path];
  const paths: string[] = [];
  for await (const each of glob(path)) {
    paths.push(resolve(each));
    if (paths.length === MAX_FILES) break;
  }
  return paths.sort();
}

/** Size and time; undefined for what is no file, or no longer there. */
export async function stampOf(path: string): Promise<string | undefined> {
  try {
    const found = await stat(path, { bigint: true });
    return found.isFile() ? `${found.size}-${found.mtimeNs}` : undefined;
  } catch (thrown) {
    if (errnoOf(thrown) === undefined) throw thrown;
    return undefined;
  }
}
