import { tmpdir } from 'node:os';
import { AppError, invariant } from '@kaizenml/contracts';
import { makeTable, type Table } from '@kaizenml/ml/table';
import type { ArtifactStore } from '../artifacts/store.ts';
import type { Store } from '../storage/store.ts';
import { queryRows, sqlName, sqlText, withDuckDb } from './engine/duck-db.ts';
import { readColumns } from './engine/read-columns.ts';
import type { SourceColumn } from './engine/source-column.ts';
import type { DatasetColumn, DatasetVersionRecord } from './store.ts';
import { loadLargeTable } from './versions/load-large-table.ts';
import { readRawTable } from './versions/read-raw-table.ts';

/** What the table of a version is loaded by. */
export type LoadableVersion = Pick<DatasetVersionRecord, 'artifact' | 'columns' | 'nRows'> &
  Partial<DatasetVersionRecord>;

interface LoadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly only?: string | undefined;
}

/**
 * The table of a dataset version, as it was when it was added: kinds, values and order of levels.
 *
 * Where its Parquet file has left the disk, the table is read from the bytes of the version again.
 *
 * @param options.only Name of the one column that is wanted, where the rest need not be read. Default: all of them.
 * @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED
 */
export async function loadVersion(
  deps: { readonly artifacts: ArtifactStore; readonly store?: Pick<Store, 'datasets'> },
  version: LoadableVersion,
  { signal, only }: LoadOptions = {},
): Promise<Table> {
  const { artifacts } = deps;
  const { artifact, columns, nRows, raw, layout } = version;
  if (raw !== undefined && layout !== undefined)
    return await loadLargeTable(deps, { ...version, raw, layout }, { signal, only });
  const path = await artifacts.pathOf(artifact).catch((thrown: unknown) => {
    if (raw === undefined) throw thrown;
  });
  if (path === undefined && raw !== undefined)
    return await readRawTable(artifacts, { ...version, raw }, { signal });
  invariant(path !== undefined, 'a version without its file has its bytes');
  if (!(await artifacts.verify(artifact))) {
    throw new AppError('ARTIFACT_DAMAGED', {
      message: `Artifact "${artifact}" must hold what was stored, got other bytes.`,
      hint: 'Read the data file again with `kaizen datasets add`.',
      details: { hash: artifact },
    });
  }
  const table = await loadParquet(path, columns, { signal, only });
  invariant(table.nRows === nRows, `artifact ${artifact} holds ${nRows} rows`);
  return table;
}

/**
 * A Parquet file of `writeParquet` as the table that was written; columns are taken by position.
 *
 * @param options.only Name of the one column that is wanted. Default: all of them.
 */
export async function loadParquet(
  path: string,
  columns: readonly DatasetColumn[],
  { signal, only }: LoadOptions = {},
): Promise<Table> {
  const from = `read_parquet(${sqlText(path)})`;
  return await withDuckDb(
    async (connection) => {
      const described = await queryRows(connection, `describe select * from ${from}`);
      const source = columns.map(({ name, kind }, j): SourceColumn => {
        const stored = sqlName(String(described[j]?.[0]));
        return { name, sql: kind === 'date' ? `epoch_ms(${stored})::double` : stored, as: kind };
      });
      const wanted = source.filter(({ name }) => name === (only ?? name));
      return makeTable((await readColumns(connection, { from, columns: wanted })).columns);
    },
    { signal, tempPath: tmpdir() },
  );
}
