import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { getVersion } from './get-version.ts';
import type { DatasetStore } from './store.ts';
import { toDatasetVersion } from './to-dataset-version.ts';

/** Shows one dataset with its versions, newest first. */
export const showDataset =
  (datasets: DatasetStore): Handler<Operations['datasets']['show']> =>
  async ({ name }) => {
    const record = await getVersion(datasets, name);
    const versions = await datasets.versions(record.name);
    return {
      ...toDatasetVersion(record),
      columns: record.columns.map(({ name: column, kind }) => ({ name: column, kind })),
      versions: versions.map(({ version, hash, createdAt }) => ({ version, hash, createdAt })),
    };
  };
