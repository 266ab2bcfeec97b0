import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError, type DatasetStatistics } from '@kaizenml/contracts';
import { tableStatistics } from '@kaizenml/ml/sketches';
import { tempOwner, toWriteError } from '../../kit/index.ts';
import { MAX_RECORD_BYTES } from '../csv/scan-csv.ts';
import type { DatasetDeps } from '../ensure-version.ts';
import { getVersion } from '../get-version.ts';
import { loadVersion } from '../load-version.ts';
import { scanStatistics } from '../statistics/scan-statistics.ts';
import { restoreRaw } from '../versions/restore-raw.ts';
import { openRows } from './reading/open-rows.ts';
import type { RowSource } from './reading/row-source.ts';
import { tableRows } from './reading/table-rows.ts';

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
  readonly statistics: () => Promise<DatasetStatistics>;
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
    return await work(await open(deps, reference, workPath));
  } finally {
    await rm(workPath, { recursive: true, force: true });
  }
}

async function open(deps: DataDeps, reference: string, workPath: string): Promise<OpenedData> {
  if (!deps.mayOpen) return await openVersion(deps, reference, workPath);
  if (reference === '-') {
    const path = join(workPath, 'stdin');
    await pipeline(deps.stdin ?? process.stdin, createWriteStream(path));
    const size = (await stat(path)).size;
    if (size === 0) throw noInput();
    return { ...(await openFile(path, workPath)), name: 'stdin', path: null };
  }
  if (await isFile(reference)) return await openFile(reference, workPath);
  return await openVersion(deps, reference, workPath);
}

async function openFile(path: string, workPath: string): Promise<OpenedData> {
  const rows = await openRows(path, {
    workPath,
    maxRecordBytes: MAX_RECORD_BYTES,
    kinds: new Map(),
  });
  const statistics = async () =>
    (await scanStatistics({ path }, { tempPath: workPath })).statistics;
  return { name: path, dataset: null, path, rows, statistics };
}

/** A version that keeps its bytes is read from them, as written; an older one as its table. */
async function openVersion(
  { store, artifacts }: DataDeps,
  reference: string,
  workPath: string,
): Promise<OpenedData> {
  const record = await getVersion(store.datasets, reference);
  const [name, dataset] = [`${record.name}@${record.version}`, record.name];
  if (record.raw === undefined) {
    const table = await loadVersion({ artifacts, store }, record);
    const rows = tableRows(name, table);
    return { name, dataset, path: null, rows, statistics: async () => tableStatistics(table) };
  }
  const path = join(workPath, basename(record.source));
  await restoreRaw(artifacts.chunks, record.raw, path);
  return { ...(await openFile(path, workPath)), name, dataset, path: null };
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
