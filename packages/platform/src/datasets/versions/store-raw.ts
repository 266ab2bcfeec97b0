import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '@kaizenml/contracts';
import type { ChunkStore, Cut, StoredChunk } from '../../artifacts/index.ts';
import { alignedBytes } from '../../kit/index.ts';
import type { RawFile } from '../store.ts';
import { manifestBytes, type RawChunk, type RawManifest } from './raw-manifest.ts';
import { similarChunks } from './similar-chunks.ts';

/** The bytes of a file in the store. */
export interface StoredRaw {
  readonly raw: RawFile;
  readonly manifest: RawManifest;
  /** What it took on the disk, besides chunks that lay there. */
  readonly storedBytes: number;
}

/** Chunks that are written at the same time, each in memory. */
const N_SLOTS = 3;

/**
 * Keeps the bytes of a file, chunk by chunk: what lies there already is not written again.
 *
 * @param cuts Where chunks end, in order; the last one is the end of the file.
 * @param like An earlier version: chunks that begin or end as some of it are kept as the difference where that is less.
 * @param mayEndEarly Whether cuts may end before the file does, because it is of no use.
 * @throws FILE_CHANGED, DISK_FULL, HOME_NOT_WRITABLE
 * @cost O(bytes) time, memory of three chunks.
 */
export async function storeRaw(
  chunks: ChunkStore,
  path: string,
  {
    cuts,
    like,
    mayEndEarly = false,
  }: {
    readonly cuts: AsyncIterable<readonly Cut[]>;
    readonly like?: RawManifest | undefined;
    readonly mayEndEarly?: boolean;
  },
): Promise<StoredRaw> {
  const similar = similarChunks(like);
  const whole = createHash('sha256');
  const stored: Promise<RawChunk & StoredChunk>[] = [];
  const slots = createSlots();
  const file = await open(path, 'r');
  let start = 0;
  let startMark = 0;
  try {
    const before = await file.stat({ bigint: true });
    for await (const some of cuts)
      for (const { end, mark } of some) {
        const sizeBytes = end - start;
        const slot = await slots.take(sizeBytes);
        await readFully(file, slot.bytes, { start, sizeBytes, path });
        whole.update(slot.bytes.subarray(0, sizeBytes));
        const like = similar({ startMark, endMark: mark, sizeBytes }).map(({ hash }) => hash);
        const putting = chunks.put({ bytes: slot.bytes, sizeBytes, isAligned: true, like });
        const keeping = putting.finally(slot.free).then((chunk) => ({ ...chunk, sizeBytes, mark }));
        keeping.catch(() => undefined);
        stored.push(keeping);
        [start, startMark] = [end, mark];
      }
    const after = await file.stat({ bigint: true });
    const isWhole = mayEndEarly || after.size === BigInt(start);
    if (!isWhole || after.mtimeNs !== before.mtimeNs) throw changed(path);
  } finally {
    await Promise.allSettled(stored);
    await file.close();
  }
  return await keepManifest(chunks, await Promise.all(stored), whole.digest('hex'));
}

async function keepManifest(
  chunks: ChunkStore,
  stored: readonly (RawChunk & StoredChunk)[],
  sha256: string,
): Promise<StoredRaw> {
  const sizeBytes = stored.reduce((sum, chunk) => sum + chunk.sizeBytes, 0);
  const list = stored.map(({ hash, sizeBytes, mark }) => ({ hash, sizeBytes, mark }));
  const manifest = { sha256, sizeBytes, chunks: list };
  const bytes = manifestBytes(manifest);
  const kept = await chunks.put({ bytes, sizeBytes: bytes.length });
  const storedBytes = stored.reduce((sum, chunk) => sum + chunk.storedBytes, kept.storedBytes);
  return { raw: { manifest: kept.hash, sha256, sizeBytes }, manifest, storedBytes };
}

interface Slot {
  readonly bytes: Uint8Array;
  readonly free: () => void;
}

/** Memory that is written to the disk from, used again and again. */
function createSlots(): { take(sizeBytes: number): Promise<Slot> } {
  const idle: Uint8Array[] = Array.from({ length: N_SLOTS }, () => new Uint8Array(0));
  let wake = Promise.withResolvers<void>();
  return {
    async take(sizeBytes) {
      while (idle.length === 0) await wake.promise;
      const found = idle.pop() ?? new Uint8Array(0);
      const bytes = found.length >= sizeBytes ? found : alignedBytes(sizeBytes);
      return {
        bytes,
        free: () => {
          idle.push(bytes);
          wake.resolve();
          wake = Promise.withResolvers();
        },
      };
    },
  };
}

async function readFully(
  file: FileHandle,
  bytes: Uint8Array,
  { start, sizeBytes, path }: { start: number; sizeBytes: number; path: string },
): Promise<void> {
  for (let at = 0; at < sizeBytes; ) {
    const { bytesRead } = await file.read(bytes, at, sizeBytes - at, start + at);
    if (bytesRead === 0) throw changed(path);
    at += bytesRead;
  }
}

/** The failure of a file that was written while it was read. */
export function changed(path: string): AppError {
  return new AppError('FILE_CHANGED', {
    message: `File "${path}" must stay as it is while it is read, got other bytes at the end than at the start.`,
    hint: 'Wait until the program that writes it has ended, and run the same command again.',
    details: { path },
  });
}
