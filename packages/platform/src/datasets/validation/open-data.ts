import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError, type DatasetStatistics } from '@kaizenml/contracts';
import { tempOwner, toWriteError } from '../../kit/index.ts';
import { MAX_RECORD_BYTES } from '../csv/scan-csv.ts';
import type { DatasetDeps } from '../ensure-version.ts';
import { getVersion } from '../get-version.ts';
import { loadVersion } from '../load-version.ts';
import { scanStatistics } from '../statistics/scan-statistics.ts';
import { restoreRaw } from '../versions/restore-raw.ts';
import { tableFiles } from '../versions/table-files.ts';
import { withRows, withStoredRows } from './reading/open-rows.ts';
import type { RowSource } from './reading/row-source.ts';

/** What data are opened with. */
export interface DataDeps extends DatasetDeps {
  /** Whether paths and stdin may be opened: only for who sits at the machine. */
  readonly mayOpen: boolean;
  /** Where `-` is read from. */
  readonly stdin?: NodeJS.ReadableStream;
}

/** Rows and what they hold together. */
export interface OpenedData {
  /** `name@version`, or the path. */
  readonly name: string;
  /** Name of the dataset; null of a file. */
  readonly dataset: string | null;
  readonly path: string | null;
  readonly rows: RowSource;
  /** Of some columns. */
  readonly statistics: (columns: ReadonlySet<string>) => Promise<DatasetStatistics>;
}

/**
 * Opens a data file, a stored version or stdin, and does work on it; temp files are gone after.
 *
 * What names a file that exists, or looks like a path, is a file where paths may be opened; else everything is a dataset.
 *
 * @throws DATASET_NOT_FOUND, and every code of `readTable`
 */
export async function withData<T>(
  deps: DataDeps,
  reference: string,
  work: (data: OpenedData) => Promise<T>,
): Promise<T> {
  const workPath = join(deps.home, 'tmp', `${tempOwner()}-${randomBytes(6).toString('hex')}-rows`);
  await mkdir(workPath, { recursive: true, mode: 0o700 }).catch((thrown: unknown) => {
    throw toWriteError(thrown, workPath);
  });
  try {
    return await open(deps, { reference, workPath }, work);
  } finally {
    await rm(workPath, { recursive: true, force: true });
  }
}

type Work<T> = (data: OpenedData) => Promise<T>;

async function open<T>(
  deps: DataDeps,
  { reference, workPath }: { readonly reference: string; readonly workPath: string },
  work: Work<T>,
): Promise<T> {
  if (!deps.mayOpen) return await withVersion(deps, { reference, workPath }, work);
  if (reference === '-') {
    const path = join(workPath, 'stdin');
    await pipeline(deps.stdin ?? process.stdin, createWriteStream(path));
    const size = (await stat(path)).size;
    if (size === 0) throw noInput();
    return await withFile(path, workPath, (data) => work({ ...data, name: 'stdin', path: null }));
  }
  if (await isFile(reference)) return await withFile(reference, workPath, work);
  return await withVersion(deps, { reference, workPath }, work);
}

async function withFile<T>(path: string, workPath: string, work: Work<T>): Promise<T> {
  const context = { workPath, maxRecordBytes: MAX_RECORD_BYTES, kinds: new Map() };
  const statistics = async (columns: ReadonlySet<string>) =>
    (await scanStatistics({ path }, { tempPath: workPath, columns })).statistics;
  return await withRows(path, context, (rows) =>
    work({ name: path, dataset: null, path, rows, statistics }),
  );
}

/** A version that keeps its bytes is read from them, as written; an older one from its Parquet file. */
async function withVersion<T>(
  deps: DataDeps,
  { reference, workPath }: { readonly reference: string; readonly workPath: string },
  work: Work<T>,
): Promise<T> {
  const { store, artifacts } = deps;
  const record = await getVersion(store.datasets, reference);
  const [name, dataset] = [`${record.name}@${record.version}`, record.name];
  if (record.raw !== undefined) {
    const path = join(workPath, basename(record.source));
    await restoreRaw(artifacts.chunks, record.raw, path);
    return await withFile(path, workPath, (data) => work({ ...data, name, dataset, path: null }));
  }
  await artifacts.pathOf(record.artifact);
  if (!(await artifacts.verify(record.artifact))) await loadVersion(deps, record);
  const { files, columns } = await tableFiles(deps, record, { tempPath: workPath });
  const statistics = async (wanted: ReadonlySet<string>) =>
    (await scanStatistics({ files, columns }, { tempPath: workPath, columns: wanted })).statistics;
  const names = columns.map((column) => column.name);
  return await withStoredRows({ name, files, names }, { workPath }, (rows) =>
    work({ name, dataset, path: null, rows, statistics }),
  );
}

async function isFile(reference: string): Promise<boolean> {
  const found = await stat(reference).catch(() => undefined);
  return (
    found !== undefined ||
    /[\\/]/.test(reference) ||
    /^\.(csv|tsv|txt|jsonl?|ndjson|parquet|pq|arff)$/i.test(extname(reference))
  );
}

function noInput(): AppError {
  return new AppError('TABLE_EMPTY', {
    message: 'Stdin must hold CSV or JSON lines, got 0 bytes.',
    hint: 'Pipe a file into it, as in `cat taxi.csv | kaizen datasets validate - --schema taxi.yaml`.',
    details: { nRows: 0 },
  });
}
