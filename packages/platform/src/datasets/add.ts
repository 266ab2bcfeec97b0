import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { type DatasetDeps, ensureDatasetVersion } from './ensure-version.ts';
import { toDatasetVersion } from './to-dataset-version.ts';

/** Reads a file into a content-hashed dataset version. */
export const addDataset =
  (deps: DatasetDeps): Handler<Operations['datasets']['add']> =>
  async ({ path, name }) => {
    const { record, findings, isNew } = await ensureDatasetVersion(deps, { path, name });
    return {
      ...toDatasetVersion(record),
      findings: findings.map((finding) => ({ ...finding })),
      isNew,
    };
  };
