import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { type ArtifactHash, type Finding, toName } from '@kaizenml/contracts';
import type { Table } from '@kaizenml/ml/table';
import type { ChunkStore } from '../artifacts/index.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { sha256File, tempOwner, toWriteError } from '../kit/index.ts';
import type { Store } from '../storage/store.ts';
import { hashTable } from './content-hash.ts';
import { loadVersion } from './load-version.ts';
import { readTable } from './read-table.ts';
import type { DatasetVersionRecord } from './store.ts';
import { commitVersion } from './versions/commit-version.ts';
import { keepLargeVersion } from './versions/keep-large-version.ts';
import { keepingChunks } from './versions/keeping-chunks.ts';
import { lineCuts } from './versions/line-cuts.ts';
import { readManifest } from './versions/raw-manifest.ts';
import { changed, type StoredRaw, storeRaw } from './versions/store-raw.ts';
import { writeParquet } from './write-parquet.ts';

/** What dataset versions are made with. */
export interface DatasetDeps {
  readonly store: Pick<Store, 'datasets'> & Partial<Pick<Store, 'lineage'>>;
  readonly artifacts: ArtifactStore;
  /** Absolute path of the home; temp files go below it. */
  readonly home: string;
}

export interface EnsureVersionRequest {
  /** The data file. */
  readonly path: string;
  /** Name of the dataset. Default: the file name without its ending. */
  readonly name?: string | undefined;
  /** Stretch of time that the rows are of. Default: none. */
  readonly span?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Size from which on the table of a delimited file is not read at once. Default 64 MiB. */
  readonly largeBytes?: number | undefined;
}

/** A dataset version that is kept. */
export interface KeptVersion {
  readonly record: DatasetVersionRecord;
  readonly findings: readonly Finding[];
  /** False when the newest version of the name held the same content already. */
  readonly isNew: boolean;
  /** What the bytes of the file took on the disk, besides what lay there. */
  readonly storedBytes: number;
  /** The table, where the whole of it was read on the way. */
  readonly table?: Table;
}

/** A dataset version with the table that it holds. */
export type EnsuredVersion = Omit<KeptVersion, 'table'> & { readonly table: Table };

/**
 * Reads a file into a dataset version, and its table into memory; see `keepVersion`.
 *
 * @throws every code of `readTable`; FILE_CHANGED, HOME_NOT_WRITABLE, DISK_FULL
 */
export async function ensureDatasetVersion(
  deps: DatasetDeps,
  request: EnsureVersionRequest,
): Promise<EnsuredVersion> {
  const kept = await keepVersion(deps, request);
  const { signal } = request;
  return { ...kept, table: kept.table ?? (await loadVersion(deps, kept.record, { signal })) };
}

/**
 * Keeps a file as a dataset version; the same content gives the version that is there.
 *
 * The bytes are kept in chunks, the table beside them; of a large file the table is made when it is asked for. The file
 * is always read and hashed: neither its time nor its size is trusted.
 *
 * @throws every code of `readTable`; FILE_CHANGED, HOME_NOT_WRITABLE, DISK_FULL
 */
export async function keepVersion(
  deps: DatasetDeps,
  { path, name = datasetName(path), span, signal, largeBytes }: EnsureVersionRequest,
): Promise<KeptVersion> {
  const tempPath = join(deps.home, 'tmp');
  await mkdir(tempPath, { recursive: true, mode: 0o700 }).catch((thrown: unknown) => {
    throw toWriteError(thrown, tempPath);
  });
  const request = { path, name, span, signal, largeBytes };
  const large = await keepLargeVersion(deps, request);
  return large ?? (await keepTable(deps, request, tempPath));
}

async function keepTable(
  deps: DatasetDeps,
  request: EnsureVersionRequest & { readonly name: string },
  tempPath: string,
): Promise<KeptVersion> {
  const { store, artifacts } = deps;
  const { path, name, span, signal } = request;
  const { table, findings, source } = await readTable(path, { signal, tempPath });
  const hash = hashTable(table);
  const newest = await newestOf(store.datasets, name, span);
  const isKnown = newest?.hash === hash;
  if (isKnown && newest.raw !== undefined && (await artifacts.verify(newest.artifact)))
    return { record: newest, table, findings, isNew: false, storedBytes: 0 };
  return await keepingChunks(deps, async (chunks) => {
    const keep = () => storeBytes(chunks, request, newest);
    const kept = await keep();
    const artifact = await storeTable(deps, table, { tempPath, signal });
    if ((await sha256File(path)) !== kept.raw.sha256) throw changed(path);
    const columns = table.columns.map(({ name: column, kind }) => ({ name: column, kind }));
    const version = { name, hash, artifact, nRows: table.nRows, columns, source, raw: kept.raw };
    const added = await commitVersion(
      deps,
      { ...version, ...(span === undefined ? {} : { span }) },
      keep,
    );
    return { ...added, table, findings, storedBytes: kept.storedBytes };
  });
}

async function storeTable(
  { artifacts }: DatasetDeps,
  table: Table,
  { tempPath, signal }: { readonly tempPath: string; readonly signal: AbortSignal | undefined },
): Promise<ArtifactHash> {
  const path = join(tempPath, `${tempOwner()}-${randomBytes(6).toString('hex')}.parquet`);
  try {
    await writeParquet(path, table, { signal });
    return (await artifacts.adoptFile(path)).hash;
  } finally {
    await rm(path, { force: true });
  }
}

async function storeBytes(
  chunks: ChunkStore,
  { path, signal }: EnsureVersionRequest,
  newest: DatasetVersionRecord | undefined,
): Promise<StoredRaw> {
  const like =
    newest?.raw && (await readManifest(chunks, newest.raw.manifest).catch(() => undefined));
  return await storeRaw(chunks, path, { cuts: lineCuts(path, signal), like });
}

/** The newest version of a name, or of a span of it. */
export function newestOf(
  datasets: Store['datasets'],
  name: string,
  span: string | undefined,
): Promise<DatasetVersionRecord | undefined> {
  return datasets.find(span === undefined ? name : `${name}@${span}`);
}

/** Name of a dataset after its file: letters, digits, ".", "_" and "-", at most 128. */
export function datasetName(path: string): string {
  return toName(basename(path, extname(path)));
}
