import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../kit/index.ts';
import { type CaptureName, parseName } from './file-name.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const LONGEST_WAIT = 20;

/** Requests of one file, as lines or as columns. */
export interface CaptureEntry {
  readonly folder: string;
  readonly path: string;
  readonly name: Exclude<CaptureName, { readonly kind: 'unfinished' }>;
}

/** The days on which an endpoint was asked, newest first, as `2026-01-31`. */
export async function captureDays(
  capturePath: string,
  endpoint: string,
): Promise<readonly string[]> {
  const names = await namesIn(join(capturePath, endpoint));
  return names
    .filter((name) => DAY.test(name))
    .sort()
    .reverse();
}

/** The endpoints that have a log. */
export async function capturedEndpoints(capturePath: string): Promise<readonly string[]> {
  return (await namesIn(capturePath)).sort();
}

/**
 * The files of one day, each request in exactly one of them, by id: where lines are there as columns already, the
 * columns count, since a compaction that was killed leaves both.
 */
export async function entriesIn(folder: string): Promise<readonly CaptureEntry[]> {
  const entries = new Map<string, CaptureEntry>();
  for (const file of await settledNames(folder)) {
    const name = parseName(file);
    if (name === undefined || name.kind === 'unfinished') continue;
    const known = entries.get(name.id);
    if (known !== undefined && precedence(known.name) >= precedence(name)) continue;
    entries.set(name.id, { folder, path: join(folder, file), name });
  }
  return [...entries.values()].sort((a, b) => (a.name.id < b.name.id ? -1 : 1));
}

/** The file that holds now what an entry held; undefined when its day was removed. */
export async function findEntry({ folder, name }: CaptureEntry): Promise<CaptureEntry | undefined> {
  return (await entriesIn(folder)).find((entry) => entry.name.id === name.id);
}

function precedence(name: CaptureEntry['name']): number {
  if (name.kind === 'columns') return 2;
  return name.owner === undefined ? 1 : 0;
}

/** Names read twice alike: a name that is changed while a folder is read may be missed under both. */
async function settledNames(folder: string): Promise<readonly string[]> {
  let names = await namesIn(folder);
  for (let i = 0; i < LONGEST_WAIT; i++) {
    const again = await namesIn(folder);
    if (again.length === names.length && again.every((name, j) => name === names[j])) break;
    names = again;
  }
  return names;
}

/** Names in a folder; none when it does not exist. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT' || errnoOf(thrown) === 'ENOTDIR') return [];
    throw thrown;
  }
}
