import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { getVersion } from './get-version.ts';
import type { DatasetStore } from './store.ts';

/** Points a tag at a version. */
export const tagDataset =
  (datasets: DatasetStore): Handler<Operations['datasets']['tag']> =>
  async ({ name: reference, tag }) => {
    const { name, version } = await getVersion(datasets, reference);
    await datasets.tag(name, { tag, version });
    return { name, version, tag };
  };
