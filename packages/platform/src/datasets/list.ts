import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { DatasetStore } from './store.ts';
import { toDatasetVersion } from './to-dataset-version.ts';

/** Lists datasets with their newest version. */
export const listDatasets =
  (datasets: DatasetStore): Handler<Operations['datasets']['list']> =>
  async (page) => {
    const { items, next } = await datasets.list(page);
    return { items: items.map(toDatasetVersion), ...(next === undefined ? {} : { next }) };
  };
