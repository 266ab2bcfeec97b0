import { open } from 'node:fs/promises';
import { invariant } from '@kaizenml/contracts';
import { hasMark } from '../../csv/byte-order-mark.ts';
import type { Dialect } from '../../csv/dialect.ts';
import { type CutRecords, cutCells } from './cut-cells.ts';

const CHUNK_BYTES = 1 << 20;

/**
 * The records of a regular delimited file, about a megabyte at a time; the header is among them.
 *
 * What is given is used before the next is asked for: its bytes are written over.
 *
 * @cost O(bytes) time, memory of a chunk and the longest record.
 */
export async function* readByteRecords(
  path: string,
  {
    dialect,
    nCells,
    signal,
  }: {
    readonly dialect: Dialect;
    readonly nCells: number;
    readonly signal?: AbortSignal | undefined;
  },
): AsyncGenerator<CutRecords> {
  const file = await open(path, 'r');
  let buffer = Buffer.allocUnsafe(2 * CHUNK_BYTES);
  let kept = 0;
  let position = 0;
  try {
    for (;;) {
      signal?.throwIfAborted();
      if (buffer.length - kept < CHUNK_BYTES) {
        const larger = Buffer.allocUnsafe(2 * buffer.length);
        buffer.copy(larger, 0, 0, kept);
        buffer = larger;
      }
      const { bytesRead } = await file.read(buffer, kept, CHUNK_BYTES, position);
      const skipped = position === 0 && hasMark(buffer.subarray(0, bytesRead)) ? 3 : 0;
      position += bytesRead;
      const isLast = bytesRead === 0;
      const bytes = buffer.subarray(skipped, kept + bytesRead);
      const cut = cutCells(bytes, { dialect, nCells, isLast });
      if (cut.nRecords > 0) yield cut;
      invariant(!isLast || cut.nUsed === bytes.length, `${path} ends with a whole record`);
      if (isLast) return;
      kept = bytes.length - cut.nUsed;
      bytes.copy(buffer, 0, cut.nUsed);
    }
  } finally {
    await file.close();
  }
}
