import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256 } from '../kit/index.ts';

const NAMES = ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock'];

/** A lockfile and the SHA-256 of its bytes. */
export interface Lockfile {
  readonly name: string;
  readonly hash: string;
}

/** The nearest lockfile of a folder or one above it; undefined where there is none. */
export async function findLockfile(folder: string): Promise<Lockfile | undefined> {
  for (const name of NAMES) {
    const bytes = await readFile(join(folder, name)).catch(() => undefined);
    if (bytes !== undefined) return { name, hash: sha256(bytes) };
  }
  const above = dirname(folder);
  return above === folder ? undefined : findLockfile(above);
}
