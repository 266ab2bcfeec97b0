import { AppError } from '@kaizenml/contracts';
import type { ChunkStore } from '../../artifacts/index.ts';
import { type DatasetDeps, newestOf } from '../ensure-version.ts';
import type { DatasetVersionRecord, NewDatasetVersion, RawFile } from '../store.ts';
import { readManifest } from './raw-manifest.ts';
import { recordReading } from './record-derivation.ts';
import { dropTables } from './remove-versions.ts';

const MOST_ATTEMPTS = 5;

/**
 * Writes a version down once every chunk of it lies there.
 *
 * A chunk that lay there when it was to be stored may have been swept since, with the version that held it. The look
 * under the lock finds that out, and the bytes are stored again. After it, the sweep knows the version. The version
 * before gives its table up: it is made of the bytes again when it is asked for.
 *
 * @param storeAgain Stores the bytes once more.
 */
export async function commitVersion(
  deps: DatasetDeps,
  version: NewDatasetVersion & { readonly raw: RawFile },
  storeAgain: () => Promise<unknown>,
): Promise<{ readonly record: DatasetVersionRecord; readonly isNew: boolean }> {
  const { store, artifacts } = deps;
  const confirm = () => assertChunks(artifacts.chunks, version.raw);
  for (let attempt = 1; ; attempt++) {
    try {
      const before = await newestOf(store.datasets, version.name, version.span);
      const added = await store.datasets.add(version, confirm);
      if (!added.isNew && added.record.raw === undefined) {
        const { raw, artifact } = version;
        await store.datasets.amend(added.record, { raw, artifact }, confirm);
        return { record: { ...added.record, raw, artifact }, isNew: false };
      }
      if (added.isNew && before?.raw !== undefined && before.layout === undefined)
        await dropTables(deps, [before]);
      if (store.lineage !== undefined)
        await recordReading(store.lineage, version.raw, version.hash);
      return added;
    } catch (thrown) {
      if (!(thrown instanceof ChunksSwept) || attempt === MOST_ATTEMPTS) throw thrown;
      await storeAgain();
    }
  }
}

class ChunksSwept extends AppError {
  constructor(hash: string) {
    super('ARTIFACT_NOT_FOUND', {
      message: `Chunk "${hash}" was removed while a version that holds it was added.`,
      hint: 'Run the same command again.',
      details: { hash },
    });
  }
}

async function assertChunks(chunks: ChunkStore, raw: RawFile): Promise<void> {
  if (!(await chunks.has(raw.manifest))) throw new ChunksSwept(raw.manifest);
  for (const { hash } of (await readManifest(chunks, raw.manifest)).chunks)
    if (!(await chunks.has(hash))) throw new ChunksSwept(hash);
}
