import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { DatasetStore } from './store.ts';

/** Takes a tag away. */
export const untagDataset =
  (datasets: DatasetStore): Handler<Operations['datasets']['untag']> =>
  async ({ name, tag }) => ({ name, tag, existed: await datasets.untag(name, tag) });
