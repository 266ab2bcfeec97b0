import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';

/** Bytes one after the other. */
export interface ByteSource {
  /** Fills as much as there is, from `at` on; gives the bytes that were read, fewer at the end only. */
  readonly fill: (into: Uint8Array, at: number) => Promise<number>;
  /** Bytes of the file that were read so far. */
  readonly readBytes: () => number;
  readonly close: () => Promise<void>;
}

/** The bytes of a file from a place on. */
export async function openFileBytes(path: string, from: number): Promise<ByteSource> {
  const file = await open(path, 'r');
  let position = from;
  return {
    async fill(into, at) {
      let filled = at;
      while (filled < into.length) {
        const { bytesRead } = await file.read(into, filled, into.length - filled, position);
        if (bytesRead === 0) break;
        position += bytesRead;
        filled += bytesRead;
      }
      return filled - at;
    },
    readBytes: () => position,
    close: () => file.close(),
  };
}

/** The bytes that a gzip file holds, from a place on; what stands before is unpacked and left out. */
export function openGzipBytes(path: string, from: number): ByteSource {
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  const unpacked = createGunzip({ chunkSize: 1 << 20 });
  file.on('error', (thrown) => unpacked.destroy(thrown));
  const parts = file.pipe(unpacked)[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  let [rest, skip] = [new Uint8Array(0) as Uint8Array, from];
  return {
    async fill(into, at) {
      let filled = at;
      while (filled < into.length) {
        if (rest.length === 0) {
          const { done, value } = await parts.next();
          if (done === true) break;
          const nSkipped = Math.min(skip, value.length);
          skip -= nSkipped;
          rest = value.subarray(nSkipped);
          continue;
        }
        const taken = rest.subarray(0, into.length - filled);
        into.set(taken, filled);
        rest = rest.subarray(taken.length);
        filled += taken.length;
      }
      return filled - at;
    },
    readBytes: () => file.bytesRead,
    async close() {
      file.destroy();
      unpacked.destroy();
      await Promise.resolve();
    },
  };
}
