import { tmpdir } from 'node:os';
import { invariant } from '@kaizenml/contracts';
import { makeTable, type Table } from '@kaizenml/ml/table';
import { sqlText, withDuckDb } from '../engine/duck-db.ts';
import { isTextKind } from '../engine/known-kinds.ts';
import { readColumns } from '../engine/read-columns.ts';
import type { SourceColumn } from '../engine/source-column.ts';
import type { DatasetColumn } from '../store.ts';
import { ensurePieces, type LargeVersion, type PieceDeps } from './table-pieces.ts';

/**
 * The whole table of a large file in memory: for who learns from all of it.
 *
 * @param options.only Name of the one column that is wanted. Default: all of them.
 * @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED, DISK_FULL
 */
export async function loadLargeTable(
  deps: PieceDeps,
  version: LargeVersion,
  {
    signal,
    only,
  }: { readonly signal?: AbortSignal | undefined; readonly only?: string | undefined },
): Promise<Table> {
  const { columns, files } = await ensurePieces(deps, version, { signal });
  const from = `read_parquet([${files.map(sqlText).join(', ')}])`;
  const wanted = pieceColumns(columns).filter(({ name }) => name === (only ?? name));
  const read = await withDuckDb(
    (connection) => readColumns(connection, { from, columns: wanted }),
    { signal, tempPath: tmpdir() },
  );
  invariant(read.nRows === version.nRows, `${version.nRows} rows are kept, ${read.nRows} read`);
  return makeTable(read.columns);
}

/** The columns of pieces: numbers are stored as such, the rest as the text that stood in the file. */
export function pieceColumns(columns: readonly DatasetColumn[]): SourceColumn[] {
  return columns.map(({ name, kind }, j) => {
    if (kind === 'number') return { name, sql: `c${j}`, as: 'number' };
    return { name, sql: `c${j}`, as: 'inferred', ...(isTextKind(kind) ? { known: kind } : {}) };
  });
}
