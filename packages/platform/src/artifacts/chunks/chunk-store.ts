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

/** Whole chunks that a difference may stand on. */
const MOST_BASES = 8;
/** First byte of what zstd writes; no digit of a hash. */
const ZSTD = 0x28;

/**
 * Chunks in the folder `chunks` of a home: `<hash>` holds the bytes, `<hash>.delta` what is needed beside other chunks,
 * whose hashes it begins with. The other chunks are always whole ones.
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

/** The bytes of a delta file, when other chunks are near enough. */
async function deltaOf(
  folder: string,
  content: Uint8Array,
  like: readonly string[] = [],
): Promise<Buffer | undefined> {
  const bases = new Set<string>();
  for (const hash of like)
    for (const base of (await basesOf(folder, hash)) ?? [hash])
      if (bases.size < MOST_BASES) bases.add(base);
  if (bases.size === 0) return undefined;
  const bytes = await concatenated([...bases], (hash) => read(folder, hash)).catch(() => undefined);
  const delta = bytes && encodeDelta(bytes, content);
  return delta && Buffer.concat([Buffer.from([...bases].join('')), delta]);
}

/** Chunks one behind the other. */
async function concatenated(
  hashes: readonly string[],
  readOne: (hash: string) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const hash of hashes) parts.push(await readOne(hash));
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : Buffer.concat(parts);
}

async function read(folder: string, hash: string): Promise<Uint8Array> {
  const whole = await readOrNothing(join(folder, hash));
  const bytes = whole ?? (await readDelta(folder, hash));
  if (bytes === undefined) throw artifactNotFound(hash);
  if (sha256(bytes) === hash) return bytes;
  for (const base of (await basesOf(folder, hash)) ?? []) await read(folder, base);
  throw artifactDamaged(hash);
}

/** What a delta gives; the chunks that it stands on are not checked: the result tells. */
async function readDelta(folder: string, hash: string): Promise<Uint8Array | undefined> {
  const stored = await readOrNothing(join(folder, `${hash}${DELTA}`));
  if (stored === undefined) return undefined;
  const bases = listedBases(stored);
  const bytes = await concatenated(bases, async (base) => {
    const found = await readOrNothing(join(folder, base));
    if (found === undefined) throw artifactNotFound(base);
    return found;
  });
  try {
    return applyDelta(bytes, stored.subarray(bases.length * HASH_LENGTH));
  } catch {
    throw artifactDamaged(hash);
  }
}

/** The hashes that a delta file begins with. */
function listedBases(stored: Buffer): string[] {
  const end = stored.indexOf(ZSTD);
  const n = Math.floor((end < 0 ? stored.length : end) / HASH_LENGTH);
  return Array.from({ length: n }, (_, k) =>
    stored.toString('latin1', k * HASH_LENGTH, (k + 1) * HASH_LENGTH),
  );
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

/** The whole chunks that a delta stands on; undefined for what is whole itself, or not there. */
async function basesOf(folder: string, hash: string): Promise<readonly string[] | undefined> {
  if ((await sizeOf(join(folder, hash))) !== undefined) return undefined;
  const file = await open(join(folder, `${hash}${DELTA}`), 'r').catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const most = MOST_BASES * HASH_LENGTH + 1;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, 0);
    return listedBases(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

async function hasDelta(folder: string, hash: string): Promise<boolean> {
  const bases = (await basesOf(folder, hash)) ?? [];
  for (const base of bases) if ((await sizeOf(join(folder, base))) === undefined) return false;
  return bases.length > 0;
}

async function sweep(
  folder: string,
  { isUsed, isCandidate }: Parameters<ChunkStore['sweep']>[0],
): Promise<number> {
  const names = await namesIn(folder);
  const bases = new Set<string>();
  for (const name of names) {
    const hash = name.slice(0, HASH_LENGTH);
    for (const base of (isUsed(hash) && (await basesOf(folder, hash))) || []) bases.add(base);
  }
  const orphans = new Set<string>();
  let freedBytes = 0;
  const isDelta = (name: string) => name.endsWith(DELTA);
  for (const name of [...names.filter(isDelta), ...names.filter((one) => !isDelta(one))]) {
    const hash = name.slice(0, HASH_LENGTH);
    if (isUsed(hash) || bases.has(hash)) continue;
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found === undefined || !(orphans.has(hash) || isCandidate(hash, found.mtimeMs))) continue;
    for (const base of (isDelta(name) && (await basesOf(folder, hash))) || []) orphans.add(base);
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
