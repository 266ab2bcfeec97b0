import { open } from 'node:fs/promises';
import { ChunkCutter, type Cut } from '../../artifacts/index.ts';

const BLOCK_BYTES = 1 << 20;

/** Where the chunks of a file end, by its line breaks alone. */
export async function* lineCuts(path: string, signal?: AbortSignal): AsyncGenerator<Cut[]> {
  const cutter = new ChunkCutter();
  const block = new Uint8Array(BLOCK_BYTES);
  const file = await open(path, 'r');
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(block, 0, BLOCK_BYTES);
      if (bytesRead === 0) break;
      cutter.pushLines(block.subarray(0, bytesRead));
      yield cutter.take();
    }
  } finally {
    await file.close();
  }
  cutter.finish();
  yield cutter.take();
}
