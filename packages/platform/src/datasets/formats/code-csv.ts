import { extname } from 'node:path';
import type { Cells } from '@kaizenml/ml/cells';
import { codeCells } from '../csv/code-cells.ts';
import { declaredDelimiter } from '../csv/declared-delimiter.ts';
import type { Dialect } from '../csv/dialect.ts';
import { type Header, readHeader } from '../csv/header.ts';
import { readRecords } from '../csv/records.ts';
import { sniffDialect } from '../csv/sniff-dialect.ts';
import { SAMPLED_RECORDS } from './csv.ts';
import type { TextFile } from './text-file.ts';

/** Delimited text whose start is regular. */
export interface PlainCsv {
  readonly dialect: Dialect;
  readonly header: Header;
}

/** Delimited text in dictionaries of its cells. */
export interface CodedCsv extends PlainCsv {
  readonly cells: Cells;
  readonly nRows: number;
}

/** How the start of delimited text says that it is to be read; undefined where that takes a look at all of it. */
export function lookAtPlainCsv(file: TextFile): PlainCsv | undefined {
  if (declaredDelimiter(file.head) !== undefined) return undefined;
  const ending = extname(file.name).toLowerCase();
  const dialect = sniffDialect(file.head, { isWhole: file.isWhole, ending });
  const records = readRecords(file.head, dialect, file.isWhole).slice(0, SAMPLED_RECORDS);
  const [first, second] = records;
  if (dialect.recordEnd === 'cr' || first === undefined || second === undefined) return undefined;
  if (second.length !== first.length) return undefined;
  return { dialect, header: readHeader(records, file.name) };
}

/**
 * Reads regular delimited text into dictionaries of its cells: see `codeCells`.
 *
 * @returns undefined where it is irregular, has no rows, or a column has too many different texts.
 * @throws COLUMN_DUPLICATE
 */
export async function codeCsv(
  file: TextFile,
  {
    places,
    hear,
    ...options
  }: Omit<Parameters<typeof codeCells>[1], 'dialect' | 'nColumns' | 'hasHeader' | 'places'> & {
    /** Columns that are coded. Default: all. */
    readonly places?: (header: Header) => readonly number[];
    readonly hear?: Parameters<typeof codeCells>[2];
  },
): Promise<CodedCsv | undefined> {
  const plain = lookAtPlainCsv(file);
  if (plain === undefined) return undefined;
  const { dialect, header } = plain;
  const coded = await codeCells(
    file.path,
    {
      ...options,
      dialect,
      nColumns: header.names.length,
      hasHeader: header.isPresent,
      ...(places && { places: places(header) }),
    },
    hear,
  );
  return coded === undefined || coded.nRows === 0 ? undefined : { ...plain, ...coded };
}
