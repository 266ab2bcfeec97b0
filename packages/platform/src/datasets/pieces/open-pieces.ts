import { isUtf8 } from 'node:buffer';
import { extname } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import { columnNames, type DateFormat, inferDateFormat, isMissingMarker } from '@kaizenml/ml/table';
import { hasMark } from '../csv/byte-order-mark.ts';
import { declaredDelimiter } from '../csv/declared-delimiter.ts';
import { readHeader } from '../csv/header.ts';
import { readRecords } from '../csv/records.ts';
import { MAX_RECORD_BYTES } from '../csv/scan-csv.ts';
import { SAMPLED_RECORDS, sniffDialect } from '../csv/sniff-dialect.ts';
import type { KnownKinds } from '../engine/known-kinds.ts';
import { isArff } from '../formats/arff.ts';
import { isJson } from '../formats/json.ts';
import { noRows } from '../formats/no-rows.ts';
import type { ReadContext } from '../formats/read-context.ts';
import { recognize } from '../formats/recognize.ts';
import { ensureText, type TextFile, unfinishedTail } from '../formats/text-file.ts';
import { HEAD_BYTES, openSource, readStart, type SourceFile } from '../open-source.ts';
import { readTable } from '../read-table.ts';
import { type ByteSource, openFileBytes, openGzipBytes } from './byte-source.ts';
import { lookAtParquet, parquetPieces } from './parquet-pieces.ts';
import type { PieceFile, TextLayout } from './piece.ts';
import { tablePieces } from './table-pieces.ts';
import { textPieces } from './text-pieces.ts';

/** What opening needs. */
export interface PieceOptions {
  /** Folder for temp files, which is removed by the caller when reading has ended. */
  readonly workPath: string;
  /** Columns of text that are read as these kinds, where a file can only be read as a whole. */
  readonly kinds: KnownKinds;
}

/**
 * Opens a data file that is read in pieces: delimited text and JSON lines, also packed with gzip, and Parquet, in memory that
 * does not grow with the file. What is read as a whole by its nature (ARFF, a JSON array, records that end in CR) is held in memory.
 *
 * @throws FILE_NOT_FOUND, FILE_NOT_READABLE, FILE_NOT_A_TABLE, TABLE_EMPTY, COLUMN_DUPLICATE
 */
export async function openPieces(
  path: string,
  { workPath, kinds }: PieceOptions,
): Promise<PieceFile> {
  const context: ReadContext = { workPath, kinds, maxRecordBytes: MAX_RECORD_BYTES };
  const source = await openSource(path);
  const isPacked = source.head[0] === 0x1f && source.head[1] === 0x8b;
  const head = isPacked ? await unpackedHead(path) : source.head;
  const recognized = recognize(head);
  if (recognized.kind === 'parquet' && !isPacked) return await parquetFile(source, context);
  if (recognized.kind !== 'text') return await wholeFile(source, kinds);
  const isPlain =
    recognized.encoding === 'utf-8' && isUtf8(head.subarray(0, head.length - unfinishedTail(head)));
  if (!isPlain && isPacked) throw notUtf8(source.name);
  const converted = isPlain ? undefined : await ensureText(source, recognized.encoding, context);
  const bytes = converted === undefined ? head : await readStart(converted.path, HEAD_BYTES);
  const textPath = converted?.path ?? path;
  return (
    (await textFile(source, bytes, {
      isWhole: bytes.length < HEAD_BYTES,
      open: (from) => (isPacked ? openGzipBytes(path, from) : openFileBytes(textPath, from)),
    })) ?? (await wholeFile(source, kinds))
  );
}

interface OpenText {
  readonly isWhole: boolean;
  readonly open: (from: number) => ByteSource | Promise<ByteSource>;
}

/** Text that is cut into pieces; undefined where it can only be read as a whole. */
async function textFile(
  source: SourceFile,
  bytes: Uint8Array,
  { isWhole, open }: OpenText,
): Promise<PieceFile | undefined> {
  const markBytes = hasMark(bytes) ? 3 : 0;
  const head = new TextDecoder().decode(bytes, { stream: true });
  const ending = extname(source.name.replace(/\.gz$/i, '')).toLowerCase();
  const file: TextFile = {
    path: source.path,
    name: source.name,
    head,
    isWhole,
    hasRareBlanks: true,
    findings: [],
  };
  if (isArff(file, ending)) return undefined;
  const look = isJson(file, ending)
    ? lookAtJson(file, bytes)
    : lookAtCsv({ ...file, ending }, bytes, markBytes);
  if (look === undefined) return undefined;
  const { layout, columns, start } = look;
  return {
    path: source.path,
    name: source.name,
    sizeBytes: source.sizeBytes,
    columns,
    isClosed: layout.format === 'csv',
    isByColumn: false,
    storedKind: () => 'text',
    pieces: (from, { room, pieceBytes }) =>
      textPieces({ name: source.name, layout, open, room, pieceBytes }, Math.max(from, start)),
  };
}

interface TextLook {
  readonly layout: TextLayout;
  readonly columns: readonly string[];
  /** Bytes before the first row. */
  readonly start: number;
}

function lookAtCsv(
  { name, head, isWhole, ending }: TextFile & { readonly ending: string },
  bytes: Uint8Array,
  markBytes: number,
): TextLook | undefined {
  const declared = declaredDelimiter(head);
  const declaredBytes = declared === undefined ? 0 : head.indexOf('\n') + 1;
  if (declared !== undefined && declaredBytes === 0) return undefined;
  const body = head.slice(declaredBytes);
  const dialect = {
    ...sniffDialect(body, { isWhole, ending }),
    ...(declared && { delimiter: declared.delimiter }),
  };
  if (dialect.recordEnd === 'cr') return undefined;
  const records = readRecords(body, dialect, isWhole).slice(0, SAMPLED_RECORDS);
  if (records.length === 0) return undefined;
  const header = readHeader(records, name);
  if (header.isPresent && records.length === 1 && isWhole) throw noRows(name, 'columns only');
  const before = markBytes + declaredBytes;
  const start = header.isPresent
    ? before + firstRecordEnd(bytes.subarray(before), dialect.delimiter)
    : before;
  const rows = header.isPresent ? records.slice(1) : records;
  const dateFormats = dateFormatsOf(header.names, (j) => rows.map((row) => row[j] ?? ''));
  return {
    layout: { format: 'csv', delimiter: dialect.delimiter, names: header.names, dateFormats },
    columns: header.names,
    start,
  };
}

/** The place behind the first record that is not blank. */
function firstRecordEnd(bytes: Uint8Array, delimiter: string): number {
  const dialect = { delimiter, hasQuotes: true, recordEnd: 'lf' } as Parameters<
    typeof readRecords
  >[1];
  for (let end = bytes.indexOf(10) + 1; end > 0; end = bytes.indexOf(10, end) + 1)
    if (
      readRecords(Buffer.from(bytes.subarray(0, end)).toString('utf8'), dialect, false).length > 0
    )
      return end;
  return bytes.length;
}

function lookAtJson({ head, isWhole }: TextFile, bytes: Uint8Array): TextLook | undefined {
  if (head.trimStart().startsWith('[')) return undefined;
  const lines = head.split('\n');
  if (!isWhole && lines.length > 1) lines.pop();
  const rows = lines.slice(0, SAMPLED_RECORDS).flatMap((line) => parsedRow(line));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const dateFormats = dateFormatsOf(columns, (j) =>
    rows.map((row) => {
      const value = row[columns[j] ?? ''];
      return typeof value === 'string' ? value : '';
    }),
  );
  return { layout: { format: 'jsonl', dateFormats }, columns, start: hasMark(bytes) ? 3 : 0 };
}

function parsedRow(line: string): Readonly<Record<string, unknown>>[] {
  try {
    const row: unknown = JSON.parse(line);
    return typeof row === 'object' && row !== null ? [row as Record<string, unknown>] : [];
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return [];
    throw thrown;
  }
}

/** Orders of day, month and year that the first rows show, where they are not those of ISO 8601. */
function dateFormatsOf(
  names: readonly string[],
  textsOf: (j: number) => readonly string[],
): Record<string, DateFormat> {
  const found: [string, DateFormat][] = [];
  for (const [j, name] of names.entries()) {
    const texts = textsOf(j).map((text) => text.trim());
    const format = inferDateFormat(texts.filter((text) => !isMissingMarker(text)));
    if (format !== undefined && format !== 'iso') found.push([name, format]);
  }
  return Object.fromEntries(found);
}

async function parquetFile(source: SourceFile, context: ReadContext): Promise<PieceFile> {
  const look = await lookAtParquet(source, context);
  if (look.nRows === 0) throw noRows(source.name, 'columns only');
  return {
    path: source.path,
    name: source.name,
    sizeBytes: source.sizeBytes,
    columns: look.columns,
    isClosed: true,
    isByColumn: true,
    storedKind: look.storedKind,
    pieces: (from, wanted) => parquetPieces({ ...look, file: source, context }, from, wanted),
  };
}

async function wholeFile(source: SourceFile, kinds: KnownKinds): Promise<PieceFile> {
  const { table } = await readTable(source.path, { kinds });
  const { sizeBytes } = source;
  return {
    path: source.path,
    name: source.name,
    sizeBytes,
    columns: columnNames(table),
    isClosed: true,
    isByColumn: true,
    storedKind: (name) =>
      table.columns.some((column) => column.name === name && column.kind === 'number')
        ? 'number'
        : 'text',
    pieces: (from, wanted) => tablePieces({ table, sizeBytes }, from, wanted),
  };
}

async function unpackedHead(path: string): Promise<Uint8Array> {
  const source = openGzipBytes(path, 0);
  try {
    const head = new Uint8Array(HEAD_BYTES);
    return head.subarray(0, await source.fill(head, 0));
  } finally {
    await source.close();
  }
}

function notUtf8(file: string): AppError {
  return new AppError('FILE_NOT_A_TABLE', {
    message: `The text in "${file}" must be UTF-8, got another encoding.`,
    hint: 'Unpack it first: a file that is not packed is converted.',
    details: { file, looksLike: 'text in another encoding' },
  });
}
