import { existsSync } from 'node:fs';
import type { Table } from '@kaizenml/ml/table';
import type { Store } from '../storage/store.ts';
import type { DatasetDeps } from './ensure-version.ts';
import { getVersion } from './get-version.ts';
import { loadVersion } from './load-version.ts';
import { readTable } from './read-table.ts';

/** What tables are opened with. */
export interface TableDeps extends Pick<DatasetDeps, 'artifacts'> {
  readonly store: Pick<Store, 'datasets'>;
}

/** A whole table in memory, and what it is called: `name@version`, or the path. */
export interface OpenedTable {
  readonly name: string;
  readonly table: Table;
}

/**
 * Opens a stored version or, where paths may be opened, a data file.
 *
 * @throws DATASET_NOT_FOUND, ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED, and every code of `readTable`
 */
export async function openTable(
  { store, artifacts }: TableDeps,
  reference: string,
  { mayOpen }: { readonly mayOpen: boolean },
): Promise<OpenedTable> {
  const looksLikeName = /^[\w.-]+(@[\w.-]+)?$/.test(reference);
  if (mayOpen && (existsSync(reference) || !looksLikeName))
    return { name: reference, table: (await readTable(reference)).table };
  const record = await getVersion(store.datasets, reference);
  return {
    name: `${record.name}@${record.version}`,
    table: await loadVersion({ artifacts }, record),
  };
}
