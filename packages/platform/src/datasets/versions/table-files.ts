import { join } from 'node:path';
import type { ArtifactStore } from '../../artifacts/store.ts';
import type { Store } from '../../storage/store.ts';
import { sqlText } from '../engine/duck-db.ts';
import { loadVersion } from '../load-version.ts';
import type { DatasetColumn, DatasetVersionRecord } from '../store.ts';
import { writeParquet } from '../write-parquet.ts';
import { remadeTable } from './remade-tables.ts';
import { ensurePieces } from './table-pieces.ts';

/** The table of a version as Parquet files, for queries that do not hold it in memory. */
export interface TableFiles {
  /** In the order of the rows. */
  readonly files: readonly string[];
  /** By position in the files. Numbers are DOUBLE; dates are TIMESTAMP, or text in files of chunks; the rest is text. */
  readonly columns: readonly DatasetColumn[];
  readonly nRows: number;
}

/**
 * The files of the table of a version; what is not there is made of its bytes.
 *
 * @param options.tempPath Folder for a table that is written for this call; the caller removes it.
 * @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED, DISK_FULL
 */
export async function tableFiles(
  deps: {
    readonly artifacts: ArtifactStore;
    readonly store: Pick<Store, 'datasets'>;
    /** Home that keeps the tables made last. Default: none is kept. */
    readonly home?: string;
  },
  record: DatasetVersionRecord,
  { tempPath, signal }: { readonly tempPath: string; readonly signal?: AbortSignal | undefined },
): Promise<TableFiles> {
  const { raw, layout, nRows } = record;
  if (raw !== undefined && layout !== undefined)
    return { ...(await ensurePieces(deps, { ...record, raw, layout }, { signal })), nRows };
  const { columns, artifact } = record;
  const path = await deps.artifacts.pathOf(artifact).catch(() => undefined);
  if (path !== undefined) return { files: [path], columns, nRows };
  const copy = join(tempPath, `${record.hash}.parquet`);
  const make = async () =>
    await writeParquet(copy, await loadVersion(deps, record, { signal }), { signal });
  await (deps.home === undefined ? make() : remadeTable(deps.home, { record, copy, make }));
  return { files: [copy], columns, nRows };
}

/** What stands behind FROM for such files: columns `c0`, `c1` … */
export function sqlFrom({ files, columns }: TableFiles): string {
  const names = columns.map((_, j) => `c${j}`);
  return `read_parquet([${files.map(sqlText).join(', ')}]) as t(${names.join(', ')})`;
}
