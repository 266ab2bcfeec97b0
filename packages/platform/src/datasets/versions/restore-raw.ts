import { createHash, randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import type { ChunkStore } from '../../artifacts/index.ts';
import { renameDurable, tempOwner } from '../../kit/index.ts';
import type { RawFile } from '../store.ts';
import { notWritable } from '../write-answers.ts';
import { readManifest } from './raw-manifest.ts';

/**
 * Writes the bytes of a version to a file, which appears whole or not at all.
 *
 * @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED, FILE_NOT_WRITABLE, DISK_FULL
 * @cost O(bytes) time, memory of one chunk.
 */
export async function restoreRaw(chunks: ChunkStore, raw: RawFile, target: string): Promise<void> {
  const temp = join(dirname(target), `.${tempOwner()}-${randomBytes(6).toString('hex')}`);
  const manifest = await readManifest(chunks, raw.manifest);
  try {
    const file = await open(temp, 'wx', 0o644);
    try {
      const hash = createHash('sha256');
      for (const chunk of manifest.chunks) {
        const bytes = await chunks.read(chunk.hash);
        hash.update(bytes);
        await file.writeFile(bytes);
      }
      if (hash.digest('hex') !== raw.sha256) throw notWhole(raw);
      await file.sync();
    } finally {
      await file.close();
    }
    await renameDurable(temp, target);
  } catch (thrown) {
    await rm(temp, { force: true });
    throw notWritable(thrown, target);
  }
}

function notWhole({ sha256 }: RawFile): AppError {
  return new AppError('ARTIFACT_DAMAGED', {
    message: `The chunks of file "${sha256}" must add up to its bytes, got others.`,
    hint: 'Read the data file again with `kaizen datasets add`.',
    details: { hash: sha256 },
  });
}
