import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { type CodedCells, type CodedFile, codeCells } from '../csv/code-cells.ts';
import { declaredDelimiter } from '../csv/declared-delimiter.ts';
import type { Dialect } from '../csv/dialect.ts';
import { type Header, readHeader } from '../csv/header.ts';
import { readRecords } from '../csv/records.ts';
import { SAMPLED_RECORDS, sniffDialect } from '../csv/sniff-dialect.ts';
import { readStart } from '../open-source.ts';
import type { TextFile } from './text-file.ts';

/** Of records of thousands of cells, some dozens. */
const LONG_HEAD_BYTES = 4 * 1024 * 1024;

/** Delimited text whose start is regular. */
export interface PlainCsv {
  readonly dialect: Dialect;
  readonly header: Header;
}

/** Delimited text by its cells. */
export interface CodedCsv extends PlainCsv, CodedCells {}

export interface CodeOptions
  extends Pick<CodedFile, 'countsRows' | 'maxLevels' | 'maxBytes' | 'start' | 'signal'> {
  /** Columns that are read. Default: all. */
  readonly isWanted?: (name: string) => boolean;
  /** Columns that always get codes. Default: none. */
  readonly isText?: (name: string) => boolean;
  /** Longer records are not looked at here. Default: 4 MiB. */
  readonly maxRecordBytes?: number;
}

/**
 * Reads regular delimited text by its cells: see `codeCells`.
 *
 * @returns undefined where it is irregular or has no rows.
 * @throws COLUMN_DUPLICATE
 */
export async function codeCsv(
  file: TextFile,
  {
    isWanted = () => true,
    isText = () => false,
    maxRecordBytes = LONG_HEAD_BYTES,
    ...options
  }: CodeOptions,
): Promise<CodedCsv | undefined> {
  const plain = lookAtPlainCsv(file) ?? lookAtPlainCsv(await withLongHead(file, maxRecordBytes));
  if (plain === undefined) return undefined;
  const { dialect, header } = plain;
  const placesOf = (holds: (name: string) => boolean): number[] =>
    header.names.flatMap((name, j) => (holds(name) ? [j] : []));
  const places = placesOf(isWanted);
  const coded = await codeCells(file.path, {
    ...options,
    dialect,
    names: header.names,
    hasHeader: header.isPresent,
    places: places.length === 0 ? [0] : places,
    texts: new Set(placesOf(isText)),
  });
  return coded === undefined || coded.nRows === 0 ? undefined : { ...plain, ...coded };
}

/** A file of long records with a head that holds some; another file as it is. */
async function withLongHead(file: TextFile, maxRecordBytes: number): Promise<TextFile> {
  if (file.isWhole || file.head.indexOf('\n', file.head.indexOf('\n') + 1) >= 0) return file;
  const bytes = await readStart(file.path, Math.min(LONG_HEAD_BYTES, maxRecordBytes));
  const { size } = await stat(file.path);
  const head = new TextDecoder().decode(bytes, { stream: true });
  return { ...file, head, isWhole: size <= bytes.length };
}

/** How the start of delimited text says that it is to be read; undefined where that takes a look at all of it. */
function lookAtPlainCsv(file: TextFile): PlainCsv | undefined {
  if (declaredDelimiter(file.head) !== undefined) return undefined;
  const ending = extname(file.name).toLowerCase();
  const dialect = sniffDialect(file.head, { isWhole: file.isWhole, ending });
  const records = readRecords(file.head, dialect, file.isWhole).slice(0, SAMPLED_RECORDS);
  const [first, second] = records;
  if (dialect.recordEnd === 'cr' || first === undefined || second === undefined) return undefined;
  if (second.length !== first.length) return undefined;
  return { dialect, header: readHeader(records, file.name) };
}
