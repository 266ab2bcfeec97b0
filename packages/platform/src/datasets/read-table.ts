import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { AppError, type Finding } from '@kaizenml/contracts';
import type { Table } from '@kaizenml/ml/table';
import { tempOwner, toWriteError } from '../kit/index.ts';
import { MAX_RECORD_BYTES } from './csv/scan-csv.ts';
import type { KnownKinds } from './engine/known-kinds.ts';
import { isArff, readArff } from './formats/arff.ts';
import { readCsv } from './formats/csv.ts';
import { isJson, readJson } from './formats/json.ts';
import { readParquet } from './formats/parquet.ts';
import type { ReadContent, ReadContext, TableFormat } from './formats/read-context.ts';
import { recognize } from './formats/recognize.ts';
import { ensureText, type TextFile } from './formats/text-file.ts';
import { openSource, type SourceFile, toReadError } from './open-source.ts';

export interface ReadTableOptions {
  /** Ends reading early. */
  readonly signal?: AbortSignal | undefined;
  /** Longest line or record. Default 16 MiB. */
  readonly maxRecordBytes?: number | undefined;
  /** Folder for temp files, which are gone when reading ends. Default: the system's. */
  readonly tempPath?: string | undefined;
  /** Columns of text that are read as these kinds whatever their values look like. Default: every kind is inferred. */
  readonly kinds?: KnownKinds | undefined;
}

/** A table that was read from a file. */
export interface ReadTable {
  readonly table: Table;
  /** What was noticed on the way: conversions, missing headers and markers. */
  readonly findings: readonly Finding[];
  readonly format: TableFormat;
  /** Name of the file without its folder. */
  readonly source: string;
}

/**
 * Reads a file as a table of typed columns, rows in the order of the file.
 *
 * The content decides on the format; the ending only where the content leaves a choice.
 *
 * @throws FILE_NOT_FOUND, FILE_NOT_READABLE, FILE_NOT_A_TABLE, TABLE_EMPTY, ROW_RAGGED, LINE_TOO_LONG,
 * COLUMN_DUPLICATE, DISK_FULL
 * @cost O(bytes) time; memory about three times the size of the columns. Fit for tables that fit in memory.
 */
export async function readTable(path: string, options: ReadTableOptions = {}): Promise<ReadTable> {
  return await withTableFile(path, options, async (file, context) => {
    const content = await readContent(file, context);
    return { ...content, format: file.format, source: file.source.name };
  });
}

/** A data file whose format is known. */
export type TableFile =
  | { readonly format: 'parquet'; readonly source: SourceFile }
  | {
      readonly format: 'csv' | 'arff' | 'jsonl';
      readonly source: SourceFile;
      readonly text: TextFile;
    };

/**
 * Opens a data file, tells its format, and does work on it; temp files of the work are gone after.
 *
 * @throws FILE_NOT_FOUND, FILE_NOT_READABLE, FILE_NOT_A_TABLE, TABLE_EMPTY, DISK_FULL, and what the work throws
 */
export async function withTableFile<T>(
  path: string,
  {
    signal,
    maxRecordBytes = MAX_RECORD_BYTES,
    tempPath = tmpdir(),
    kinds = new Map(),
  }: ReadTableOptions,
  work: (file: TableFile, context: ReadContext) => Promise<T>,
): Promise<T> {
  const source = await openSource(path);
  const workPath = join(tempPath, `${tempOwner()}-${randomBytes(6).toString('hex')}-read`);
  await mkdir(workPath, { mode: 0o700 }).catch((thrown: unknown) => {
    throw toWriteError(thrown, workPath);
  });
  try {
    const context = { workPath, maxRecordBytes, signal, kinds };
    return await work(await toTableFile(source, context), context);
  } catch (thrown) {
    throw await toReadError(thrown, path);
  } finally {
    await rm(workPath, { recursive: true, force: true });
  }
}

async function toTableFile(source: SourceFile, context: ReadContext): Promise<TableFile> {
  const recognized = recognize(source.head);
  if (recognized.kind === 'foreign') throw notATable(source.name, recognized);
  if (recognized.kind === 'parquet') return { format: 'parquet', source };
  const ending = extname(source.name).toLowerCase();
  if (ending === '.parquet' || ending === '.pq')
    throw notATable(source.name, { looksLike: 'text', hint: 'Give it the ending of its format.' });
  const text = await ensureText(source, recognized.encoding, context);
  const format = isArff(text, ending) ? 'arff' : isJson(text, ending) ? 'jsonl' : 'csv';
  return { format, source, text };
}

async function readContent(file: TableFile, context: ReadContext): Promise<ReadContent> {
  switch (file.format) {
    case 'parquet':
      return await readParquet(file.source, context);
    case 'arff':
      return await readArff(file.text, context);
    case 'jsonl':
      return await readJson(file.text, context);
    case 'csv':
      return await readCsv(file.text, context);
  }
}

function notATable(
  file: string,
  { looksLike, hint }: { readonly looksLike: string; readonly hint?: string },
): AppError {
  return new AppError('FILE_NOT_A_TABLE', {
    message: `File "${file}" must be CSV, Parquet, JSON lines or ARFF, got what looks like ${looksLike}.`,
    hint: hint ?? 'Export the table as CSV or Parquet.',
    details: { file, looksLike },
  });
}
