import type { DatasetVersionRecord } from './store.ts';

/** A dataset version as the operations answer it. */
export interface DatasetVersionAnswer {
  name: string;
  version: number;
  hash: string;
  nRows: number;
  nColumns: number;
  createdAt: string;
  source: string;
  span: string | null;
}

/** A record of the store as the operations answer it. */
export function toDatasetVersion(record: DatasetVersionRecord): DatasetVersionAnswer {
  const { name, version, hash, nRows, columns, createdAt, source, span = null } = record;
  return { name, version, hash, nRows, nColumns: columns.length, createdAt, source, span };
}
