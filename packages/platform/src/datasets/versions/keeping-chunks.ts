import type { ChunkStore } from '../../artifacts/index.ts';
import type { DatasetDeps } from '../ensure-version.ts';
import { sweepChunks } from './sweep-chunks.ts';

/**
 * Does work that stores chunks; when it fails, those that nothing needs leave the disk again.
 *
 * @param work Gets the store of chunks to use, which remembers what it was given.
 */
export async function keepingChunks<Result>(
  deps: DatasetDeps,
  work: (chunks: ChunkStore, discard: () => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const { chunks } = deps.artifacts;
  const stored = new Set<string>();
  const remembering: ChunkStore = {
    ...chunks,
    async put(chunk) {
      const put = await chunks.put(chunk);
      stored.add(put.hash);
      return put;
    },
  };
  const discard = async () => {
    await sweepChunks(deps, stored);
  };
  try {
    return await work(remembering, discard);
  } catch (thrown) {
    await Promise.allSettled([discard()]);
    throw thrown;
  }
}
