import type { DatasetStore, DatasetVersionRecord } from '../store.ts';

/** The newest version of the last span before another one; undefined for the first. */
export async function spanBefore(
  datasets: DatasetStore,
  { name, span }: Pick<DatasetVersionRecord, 'name' | 'span'>,
): Promise<DatasetVersionRecord | undefined> {
  if (span === undefined) return undefined;
  let before: DatasetVersionRecord | undefined;
  for (const version of await datasets.versions(name))
    if (version.span !== undefined && version.span < span && version.span > (before?.span ?? ''))
      before = version;
  return before;
}
