import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  errnoOf,
  type Home,
  renameDurable,
  sha256,
  toWriteError,
  writeFileDirect,
  writeFileDurable,
} from '../../kit/index.ts';
import { artifactDamaged, artifactNotFound } from '../artifact-errors.ts';
import { applyDelta, encodeDelta } from './line-delta.ts';
import type { ChunkStore, NewChunk, StoredChunk } from './store.ts';

const DELTA = '.delta';
const HASH_LENGTH = 64;

/**
 * Chunks in the folder `chunks` of a home: `<hash>` holds the bytes, `<hash>.delta` what is needed beside another chunk,
 * whose hash it begins with. The other chunk is always a whole one.
 */
export function openFileChunks(home: Home): ChunkStore {
  const folder = join(home.path, 'chunks');
  return {
    put: (chunk) => put(home, folder, chunk),
    read: (hash) => read(folder, hash),
    async has(hash) {
      return (await sizeOf(join(folder, hash))) !== undefined || (await hasDelta(folder, hash));
    },
    async pathOf(hash) {
      const path = join(folder, hash);
      return (await sizeOf(path)) === undefined ? undefined : path;
    },
    sweep: (which) => sweep(folder, which),
  };
}

async function put(home: Home, folder: string, chunk: NewChunk): Promise<StoredChunk> {
  const content = chunk.bytes.subarray(0, chunk.sizeBytes);
  const hash = sha256(content);
  if (await isWhole(folder, hash)) return { hash, isNew: false, storedBytes: 0 };
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((thrown: unknown) => {
    throw toWriteError(thrown, folder);
  });
  const delta = await deltaOf(folder, content, chunk.like);
  const place = join(folder, delta === undefined ? hash : `${hash}${DELTA}`);
  const temp = home.newTempPath();
  try {
    if (delta !== undefined) await writeFileDurable(temp, delta);
    else if (chunk.isAligned) await writeFileDirect(temp, chunk.bytes, chunk.sizeBytes);
    else await writeFileDurable(temp, content);
    await renameDurable(temp, place);
  } catch (thrown) {
    await rm(temp, { force: true });
    throw toWriteError(thrown, place);
  }
  return { hash, isNew: true, storedBytes: delta?.length ?? chunk.sizeBytes };
}

/** The bytes of a delta file, when another chunk is near enough. */
async function deltaOf(
  folder: string,
  content: Uint8Array,
  like: string | undefined,
): Promise<Buffer | undefined> {
  if (like === undefined) return undefined;
  const base = (await baseOf(folder, like)) ?? like;
  const bytes = await read(folder, base).catch(() => undefined);
  const delta = bytes && encodeDelta(bytes, content);
  return delta && Buffer.concat([Buffer.from(base), delta]);
}

async function read(folder: string, hash: string): Promise<Uint8Array> {
  const bytes = (await readOrNothing(join(folder, hash))) ?? (await readDelta(folder, hash));
  if (bytes === undefined) throw artifactNotFound(hash);
  if (sha256(bytes) !== hash) throw artifactDamaged(hash);
  return bytes;
}

async function readDelta(folder: string, hash: string): Promise<Uint8Array | undefined> {
  const stored = await readOrNothing(join(folder, `${hash}${DELTA}`));
  if (stored === undefined) return undefined;
  const base = await read(folder, stored.toString('latin1', 0, HASH_LENGTH));
  try {
    return applyDelta(base, stored.subarray(HASH_LENGTH));
  } catch {
    throw artifactDamaged(hash);
  }
}

async function isWhole(folder: string, hash: string): Promise<boolean> {
  return read(folder, hash).then(
    () => true,
    () => false,
  );
}

async function readOrNothing(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return undefined;
    throw thrown;
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.size;
}

/** The whole chunk that a delta stands on; undefined for what is whole itself, or not there. */
async function baseOf(folder: string, hash: string): Promise<string | undefined> {
  if ((await sizeOf(join(folder, hash))) !== undefined) return undefined;
  const file = await open(join(folder, `${hash}${DELTA}`), 'r').catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const { buffer } = await file.read(Buffer.alloc(HASH_LENGTH), 0, HASH_LENGTH, 0);
    return buffer.toString('latin1');
  } finally {
    await file.close();
  }
}

async function hasDelta(folder: string, hash: string): Promise<boolean> {
  const base = await baseOf(folder, hash);
  return base !== undefined && (await sizeOf(join(folder, base))) !== undefined;
}

async function sweep(
  folder: string,
  { isUsed, isCandidate }: Parameters<ChunkStore['sweep']>[0],
): Promise<number> {
  const names = await namesIn(folder);
  const bases = new Set<string>();
  for (const name of names) {
    const hash = name.slice(0, HASH_LENGTH);
    const base = isUsed(hash) ? await baseOf(folder, hash) : undefined;
    if (base !== undefined) bases.add(base);
  }
  const orphans = new Set<string>();
  let freedBytes = 0;
  const isDelta = (name: string) => name.endsWith(DELTA);
  for (const name of [...names.filter(isDelta), ...names.filter((one) => !isDelta(one))]) {
    const hash = name.slice(0, HASH_LENGTH);
    if (isUsed(hash) || bases.has(hash)) continue;
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found === undefined || !(orphans.has(hash) || isCandidate(hash, found.mtimeMs))) continue;
    const base = isDelta(name) ? await baseOf(folder, hash) : undefined;
    if (base !== undefined) orphans.add(base);
    await rm(join(folder, name), { force: true });
    freedBytes += found.size;
  }
  return freedBytes;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return [];
    throw thrown;
  }
}
