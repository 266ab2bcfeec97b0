import { tmpdir } from 'node:os';
import { AppError, invariant } from '@kaizenml/contracts';
import { makeTable, type Table } from '@kaizenml/ml/table';
import type { ArtifactStore } from '../artifacts/store.ts';
import { queryRows, sqlName, sqlText, withDuckDb } from './engine/duck-db.ts';
import { readColumns } from './engine/read-columns.ts';
import type { SourceColumn } from './engine/source-column.ts';
import type { DatasetColumn, DatasetVersionRecord } from './store.ts';

/**
 * The table of a dataset version, as it was when it was added: kinds, values and order of levels.
 *
 * @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED
 */
export async function loadVersion(
  { artifacts }: { readonly artifacts: ArtifactStore },
  { artifact, columns, nRows }: Pick<DatasetVersionRecord, 'artifact' | 'columns' | 'nRows'>,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<Table> {
  const path = await artifacts.pathOf(artifact);
  if (!(await artifacts.verify(artifact))) {
    throw new AppError('ARTIFACT_DAMAGED', {
      message: `Artifact "${artifact}" must hold what was stored, got other bytes.`,
      hint: 'Read the data file again with `kaizen datasets add`.',
      details: { hash: artifact },
    });
  }
  const table = await loadParquet(path, columns, { signal });
  invariant(table.nRows === nRows, `artifact ${artifact} holds ${nRows} rows`);
  return table;
}

/** A Parquet file of `writeParquet` as the table that was written; columns are taken by position. */
export async function loadParquet(
  path: string,
  columns: readonly DatasetColumn[],
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<Table> {
  const from = `read_parquet(${sqlText(path)})`;
  return await withDuckDb(
    async (connection) => {
      const described = await queryRows(connection, `describe select * from ${from}`);
      const source = columns.map(({ name, kind }, j): SourceColumn => {
        const stored = sqlName(String(described[j]?.[0]));
        return { name, sql: kind === 'date' ? `epoch_ms(${stored})::double` : stored, as: kind };
      });
      return makeTable((await readColumns(connection, { from, columns: source })).columns);
    },
    { signal, tempPath: tmpdir() },
  );
}
