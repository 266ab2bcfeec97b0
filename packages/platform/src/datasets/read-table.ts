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
import { ensureText } from './formats/text-file.ts';
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
export async function readTable(
  path: string,
  {
    signal,
    maxRecordBytes = MAX_RECORD_BYTES,
    tempPath = tmpdir(),
    kinds = new Map(),
  }: ReadTableOptions = {},
): Promise<ReadTable> {
  const source = await openSource(path);
  const workPath = join(tempPath, `${tempOwner()}-${randomBytes(6).toString('hex')}-read`);
  await mkdir(workPath, { mode: 0o700 }).catch((thrown: unknown) => {
    throw toWriteError(thrown, workPath);
  });
  try {
    const context = { workPath, maxRecordBytes, signal, kinds };
    const { format, content } = await readFormat(source, context);
    return { ...content, format, source: source.name };
  } catch (thrown) {
    throw await toReadError(thrown, path);
  } finally {
    await rm(workPath, { recursive: true, force: true });
  }
}

async function readFormat(
  source: SourceFile,
  context: ReadContext,
): Promise<{ format: TableFormat; content: ReadContent }> {
  const recognized = recognize(source.head);
  if (recognized.kind === 'foreign') throw notATable(source.name, recognized);
  if (recognized.kind === 'parquet')
    return { format: 'parquet', content: await readParquet(source, context) };
  const ending = extname(source.name).toLowerCase();
  if (ending === '.parquet' || ending === '.pq')
    throw notATable(source.name, { looksLike: 'text', hint: 'Give it the ending of its format.' });
  const file = await ensureText(source, recognized.encoding, context);
  if (isArff(file, ending)) return { format: 'arff', content: await readArff(file, context) };
  if (isJson(file, ending)) return { format: 'jsonl', content: await readJson(file, context) };
  return { format: 'csv', content: await readCsv(file, context) };
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
