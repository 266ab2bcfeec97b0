import type { DatasetVersionRecord } from './store.ts';

/** A dataset version as operations show it. */
export function describeVersion({
  name,
  version,
  hash,
  nRows,
  columns,
  createdAt,
  source,
}: DatasetVersionRecord) {
  return { name, version, hash, nRows, nColumns: columns.length, createdAt, source };
}
