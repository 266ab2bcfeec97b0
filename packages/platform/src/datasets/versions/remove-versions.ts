import { rm, stat } from 'node:fs/promises';
import type { ArtifactHash } from '@kaizenml/contracts';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { toWriteError } from '../../kit/index.ts';
import type { DatasetDeps } from '../ensure-version.ts';
import type { DatasetVersionRecord } from '../store.ts';
import { readManifest } from './raw-manifest.ts';
import { dropRemade } from './remade-tables.ts';
import { sweepChunks } from './sweep-chunks.ts';
import { tableArtifacts } from './table-artifacts.ts';

/**
 * Removes versions for good; a tombstone stays of each.
 *
 * Tables go first, then the records, then the chunks that no version needs. Killed in between, a version that is still
 * listed gives its table from its bytes again, and the same command finishes.
 *
 * @returns Bytes that left the disk.
 * @throws HOME_NOT_WRITABLE
 */
export async function removeVersions(
  deps: DatasetDeps,
  doomed: readonly DatasetVersionRecord[],
): Promise<number> {
  const { store, artifacts, home } = deps;
  const chunks = await chunksOf(artifacts, doomed);
  const tableBytes = (await dropTables(deps, doomed)) + (await dropRemade(home, doomed));
  await store.datasets.remove(doomed);
  return tableBytes + (await sweepChunks(deps, chunks));
}

/**
 * Removes the tables of versions that no other version, run, model or step holds.
 *
 * @returns Bytes that left the disk.
 */
export async function dropTables(
  { store, artifacts }: Pick<DatasetDeps, 'store' | 'artifacts'>,
  doomed: readonly DatasetVersionRecord[],
): Promise<number> {
  const going = new Set(doomed.map(({ name, version }) => `${name}@${version}`));
  const candidates = new Set<ArtifactHash>();
  for (const version of doomed)
    for (const hash of await tableArtifacts(artifacts, version)) candidates.add(hash);
  return await store.datasets.locked(async (versions, isHeldElsewhere) => {
    for (const other of versions)
      if (!going.has(`${other.name}@${other.version}`))
        for (const hash of await tableArtifacts(artifacts, other)) candidates.delete(hash);
    let freedBytes = 0;
    for (const hash of candidates)
      if (!(await isHeldElsewhere(hash))) freedBytes += await removeArtifact(artifacts, hash);
    return freedBytes;
  });
}

async function removeArtifact(artifacts: ArtifactStore, hash: ArtifactHash): Promise<number> {
  const path = await artifacts.pathOf(hash).catch(() => undefined);
  if (path === undefined) return 0;
  try {
    const { size } = await stat(path);
    await rm(path, { recursive: true, force: true });
    return size;
  } catch (thrown) {
    throw toWriteError(thrown, path);
  }
}

async function chunksOf(
  { chunks }: ArtifactStore,
  versions: readonly DatasetVersionRecord[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const { raw } of versions) {
    if (raw === undefined) continue;
    found.add(raw.manifest);
    const manifest = await readManifest(chunks, raw.manifest).catch(() => undefined);
    for (const { hash } of manifest?.chunks ?? []) found.add(hash);
  }
  return found;
}
