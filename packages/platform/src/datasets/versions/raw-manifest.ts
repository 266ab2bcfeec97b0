import { AppError } from '@kaizenml/contracts';
import type { ChunkStore } from '../../artifacts/index.ts';

/** One chunk of a file, in the order of the file. */
export interface RawChunk {
  readonly hash: string;
  readonly sizeBytes: number;
  /** Hash of its last bytes, which is the same in every version that ends a chunk there. */
  readonly mark: number;
}

/** The bytes of a file as the chunks that they are kept in. The same bytes have the same manifest. */
export interface RawManifest {
  /** SHA-256 of all bytes. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly chunks: readonly RawChunk[];
}

const FORMAT = 'kaizen-raw-1';

/** A manifest as the bytes that are kept, and whose hash names it. */
export function manifestBytes({ sha256, sizeBytes, chunks }: RawManifest): Uint8Array {
  const lines = chunks.map((chunk) => `${chunk.hash} ${chunk.sizeBytes} ${chunk.mark}\n`);
  return new TextEncoder().encode(`${FORMAT} ${sha256} ${sizeBytes}\n${lines.join('')}`);
}

/** @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED */
export async function readManifest(chunks: ChunkStore, hash: string): Promise<RawManifest> {
  const text = new TextDecoder().decode(await chunks.read(hash));
  const [[format, sha256 = '', sizeBytes] = [], ...lines] = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' '));
  if (format !== FORMAT)
    throw new AppError('ARTIFACT_DAMAGED', {
      message: `Chunk "${hash}" must list the chunks of a file, got "${format}".`,
      hint: 'Read the data file again with `kaizen datasets add`.',
      details: { hash, format },
    });
  return {
    sha256,
    sizeBytes: Number(sizeBytes),
    chunks: lines.map(([chunk = '', size, mark]) => ({
      hash: chunk,
      sizeBytes: Number(size),
      mark: Number(mark),
    })),
  };
}
