import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { ArtifactStore } from '../artifacts/store.ts';
import type { Store } from '../storage/store.ts';
import { getVersion } from './get-version.ts';
import { toDatasetVersion } from './to-dataset-version.ts';
import { lineageOf } from './versions/lineage-of.ts';

/** What versions are shown with. */
export interface ShowDeps {
  readonly store: Pick<Store, 'datasets' | 'lineage'>;
  readonly artifacts: ArtifactStore;
}

/** Shows one dataset with its versions, newest first, and with what came of what. */
export const showDataset =
  ({
    store: { datasets, lineage },
    artifacts,
  }: ShowDeps): Handler<Operations['datasets']['show']> =>
  async ({ name }) => {
    const record = await getVersion(datasets, name);
    const versions = await datasets.versions(record.name);
    const tags = await datasets.tags(record.name);
    const removed = await datasets.tombstones(record.name);
    const { raw } = record;
    return {
      ...toDatasetVersion(record),
      columns: record.columns.map(({ name: column, kind }) => ({ name: column, kind })),
      raw: raw === undefined ? null : { sha256: raw.sha256, sizeBytes: raw.sizeBytes },
      versions: versions.map(({ version, hash, createdAt, span = null }) => ({
        ...{ version, hash, createdAt, span },
        tags: tags.filter((one) => one.version === version).map(({ tag }) => tag),
      })),
      removed: removed.map(({ version, hash, removedAt }) => ({ version, hash, removedAt })),
      lineage: await lineageOf({ datasets, lineage, artifacts }, record),
    };
  };
