import { systemClock } from '../../kit/index.ts';
import type { DatasetDeps } from '../ensure-version.ts';
import { readManifest } from './raw-manifest.ts';

/** Unused chunks of this age were left by a process that was killed. */
const LEFTOVER_MS = 24 * 3600 * 1000;

/**
 * Removes chunks that no version needs: those that are named, and what killed processes left a day ago.
 *
 * Safe beside a running writer: it looks under the lock of the store whether its chunks still lie there.
 *
 * @returns Bytes that became free.
 */
export async function sweepChunks(
  { store, artifacts: { chunks } }: Pick<DatasetDeps, 'store' | 'artifacts'>,
  candidates: ReadonlySet<string>,
): Promise<number> {
  const leftoverBefore = systemClock.now() - LEFTOVER_MS;
  return await store.datasets.locked(async (versions) => {
    const used = new Set<string>();
    for (const { raw } of versions) {
      if (raw === undefined || used.has(raw.manifest)) continue;
      used.add(raw.manifest);
      for (const { hash } of (await readManifest(chunks, raw.manifest)).chunks) used.add(hash);
    }
    return await chunks.sweep({
      isUsed: (hash) => used.has(hash),
      isCandidate: (hash, writtenAtMs) => candidates.has(hash) || writtenAtMs < leftoverBefore,
    });
  });
}
