import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { type Finding, toName } from '@kaizenml/contracts';
import type { Table } from '@kaizenml/ml/table';
import type { ArtifactStore } from '../artifacts/store.ts';
import { tempOwner, toWriteError } from '../kit/index.ts';
import type { Store } from '../storage/store.ts';
import { hashTable } from './content-hash.ts';
import { readTable } from './read-table.ts';
import type { DatasetVersionRecord } from './store.ts';
import { writeParquet } from './write-parquet.ts';

/** What dataset versions are made with. */
export interface DatasetDeps {
  readonly store: Pick<Store, 'datasets'>;
  readonly artifacts: ArtifactStore;
  /** Absolute path of the home; temp files go below it. */
  readonly home: string;
}

export interface EnsureVersionRequest {
  /** The data file. */
  readonly path: string;
  /** Name of the dataset. Default: the file name without its ending. */
  readonly name?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A dataset version with the table that it holds. */
export interface EnsuredVersion {
  readonly record: DatasetVersionRecord;
  readonly table: Table;
  readonly findings: readonly Finding[];
  /** False when the newest version of the name held the same content already. */
  readonly isNew: boolean;
}

/**
 * Reads a file into a dataset version; the same content gives the version that is there.
 *
 * The file is always read and hashed: neither its time nor its size is trusted.
 *
 * @throws every code of `readTable`; HOME_NOT_WRITABLE, DISK_FULL
 */
export async function ensureDatasetVersion(
  { store, artifacts, home }: DatasetDeps,
  { path, name = datasetName(path), signal }: EnsureVersionRequest,
): Promise<EnsuredVersion> {
  const tempPath = join(home, 'tmp');
  await mkdir(tempPath, { recursive: true, mode: 0o700 }).catch((thrown: unknown) => {
    throw toWriteError(thrown, tempPath);
  });
  const { table, findings, source } = await readTable(path, { signal, tempPath });
  const hash = hashTable(table);
  const newest = await store.datasets.find(name);
  if (newest?.hash === hash && (await artifacts.verify(newest.artifact)))
    return { record: newest, table, findings, isNew: false };
  const parquetPath = join(tempPath, `${tempOwner()}-${randomBytes(6).toString('hex')}.parquet`);
  try {
    await writeParquet(parquetPath, table, { signal });
    const { hash: artifact } = await artifacts.adoptFile(parquetPath);
    const columns = table.columns.map(({ name: column, kind }) => ({ name: column, kind }));
    const added = await store.datasets.add({
      name,
      hash,
      artifact,
      nRows: table.nRows,
      columns,
      source,
    });
    return { ...added, table, findings };
  } finally {
    await rm(parquetPath, { force: true });
  }
}

/** Name of a dataset after its file: letters, digits, ".", "_" and "-", at most 128. */
export function datasetName(path: string): string {
  return toName(basename(path, extname(path)));
}
