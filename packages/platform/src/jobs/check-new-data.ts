import { type DatasetDeps, ensureDatasetVersion } from '../datasets/index.ts';
import type { CheckData } from './run-job.ts';

/** Reads and versions one file. */
export const checkNewData =
  (deps: DatasetDeps): CheckData =>
  async ({ path, dataset, signal }) => {
    const { record, isNew } = await ensureDatasetVersion(deps, { path, name: dataset, signal });
    return { version: record.version, isNew, nRows: record.nRows, anomalies: [] };
  };
