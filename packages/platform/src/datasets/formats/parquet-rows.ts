import { AppError, type Row, showValue } from '@kaizenml/contracts';
import { isMissingMarker } from '@kaizenml/ml/table';
import { refuseDuplicates } from '../csv/header.ts';
import {
  type DuckDBConnection,
  queryRows,
  sqlName,
  sqlText,
  withDuckDb,
} from '../engine/duck-db.ts';
import { trimBlanks } from '../engine/trim-blanks.ts';
import { asDamaged, rootNames } from './parquet.ts';

/** How much a small Parquet file may hold; what holds more is refused before it is unpacked, or while it is. */
export interface ParquetBounds {
  readonly maxRows: number;
  readonly maxColumns: number;
  /** Bytes of all texts, and two of every cell: what the rows would have at least as CSV. */
  readonly maxBytes: number;
  /** Memory of the reader, MB. */
  readonly memoryMb: number;
}

export interface ParquetRowsOptions extends ParquetBounds {
  /** Name in sentences. */
  readonly file: string;
  /** Folder for what does not fit in memory. */
  readonly tempPath: string;
  readonly signal?: AbortSignal | undefined;
}

/** Types of plain values, as the engine calls them. */
const PLAIN = /^(BOOLEAN|U?(TINY|SMALL|BIG|HUGE)?INT|U?INTEGER|FLOAT|DOUBLE|VARCHAR|UUID|TIME)$/;
const DECIMAL = /^DECIMAL\b/;
const INSTANT = /^(DATE|TIMESTAMP(_S|_MS|_NS)?|TIMESTAMP WITH TIME ZONE)$/;

/**
 * The rows of a small Parquet file from somewhere, as JSON has them: numbers, texts, truth values and null; dates are texts of
 * ISO 8601. Texts are trimmed, and marks of missing values in them are null, as in a CSV file.
 *
 * @throws FILE_NOT_A_TABLE when it is damaged, or a column holds lists, structs or bytes; TABLE_EMPTY without columns; COLUMN_DUPLICATE;
 * BODY_TOO_LARGE beyond a bound
 * @cost The file is unpacked twice: to weigh its texts, and to read them.
 */
export async function readParquetRows(
  path: string,
  options: ParquetRowsOptions,
): Promise<readonly Row[]> {
  const { file, tempPath, memoryMb, signal } = options;
  const read = (connection: DuckDBConnection) =>
    asDamaged(file, () => readBounded(connection, path, options));
  try {
    return await withDuckDb(read, { tempPath, memoryMb, signal });
  } catch (thrown) {
    if (!(thrown instanceof AppError) && /out of memory/i.test(String(thrown)))
      throw tooLarge(file, `${memoryMb} MB when it is unpacked`, options, thrown);
    throw thrown;
  }
}

interface ReadColumn {
  readonly name: string;
  readonly stored: string;
  readonly type: string;
}

async function readBounded(
  connection: DuckDBConnection,
  path: string,
  options: ParquetRowsOptions,
): Promise<readonly Row[]> {
  const { file, maxRows, maxBytes } = options;
  const from = `read_parquet(${sqlText(path)})`;
  const columns = await lookAtColumns(connection, path, options);
  const [[nTold] = [0]] = await queryRows(
    connection,
    `select num_rows::double from parquet_file_metadata(${sqlText(path)})`,
  );
  const most = `${maxRows} rows`;
  if (Number(nTold) > maxRows) throw tooLarge(file, most, options);
  const rows = `(from ${from} limit ${maxRows + 1})`;
  const texts = columns.filter(({ type }) => type === 'VARCHAR');
  const weights = texts.map(({ stored }) => `+ coalesce(sum(strlen(${stored})::double), 0)`);
  const [[nRows, textBytes] = [0, 0]] = await queryRows(
    connection,
    `select count(*)::double, 0.0 ${weights.join(' ')} from ${rows}`,
  );
  if (Number(nRows) > maxRows) throw tooLarge(file, most, options);
  if (Number(textBytes) + 2 * Number(nRows) * columns.length > maxBytes)
    throw tooLarge(file, `${maxBytes} bytes of cells`, options);
  const list = columns.map(({ stored, type }) => sqlOf(stored, type)).join(', ');
  const read = await queryRows(connection, `select ${list} from ${rows}`);
  const convert = columns.map(({ type }) => converterOf(type));
  return read.map((cells) =>
    Object.fromEntries(columns.map(({ name }, j) => [name, convert[j]?.(cells[j])])),
  );
}

async function lookAtColumns(
  connection: DuckDBConnection,
  path: string,
  options: ParquetRowsOptions,
): Promise<readonly ReadColumn[]> {
  const { file, maxColumns } = options;
  const [[nElements] = [0]] = await queryRows(
    connection,
    `select count(*)::double from parquet_schema(${sqlText(path)})`,
  );
  if (Number(nElements) > maxColumns + 1) throw tooLarge(file, `${maxColumns} columns`, options);
  const names = await rootNames(connection, path);
  refuseDuplicates(names, file);
  const described = await queryRows(
    connection,
    `describe select * from read_parquet(${sqlText(path)})`,
  );
  return described.map(([stored, given], j) => {
    const [name, type] = [names[j] ?? String(stored), String(given)];
    if (!PLAIN.test(type) && !DECIMAL.test(type) && !INSTANT.test(type))
      throw notPlain(file, name, type);
    return { name, type, stored: sqlName(String(stored)) };
  });
}

function sqlOf(stored: string, type: string): string {
  if (DECIMAL.test(type)) return `${stored}::double`;
  if (INSTANT.test(type))
    return `case when isfinite(${stored}) then epoch_ms(${stored})::double end`;
  return type === 'UUID' || type === 'TIME' ? `${stored}::varchar` : stored;
}

/** A cell as JSON has it. */
type Converter = (value: unknown) => string | number | boolean | null;

function converterOf(type: string): Converter {
  if (INSTANT.test(type)) return toInstant;
  if (type === 'VARCHAR') return toText;
  return toPlain;
}

const toInstant: Converter = (value) => {
  const at = new Date(typeof value === 'number' ? value : Number.NaN);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
};

const toText: Converter = (value) => {
  if (typeof value !== 'string') return null;
  const text = trimBlanks(value);
  return isMissingMarker(text) ? null : text;
};

const toPlain: Converter = (value) => {
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
};

function tooLarge(
  file: string,
  most: string,
  { maxRows, maxColumns, maxBytes }: ParquetBounds,
  cause?: unknown,
): AppError {
  return new AppError('BODY_TOO_LARGE', {
    message: `The Parquet file "${file}" must hold at most ${most}, got more.`,
    hint: 'Send the rows in several requests, or use `kaizen predict` on a file.',
    details: { file, maxRows, maxColumns, limitBytes: maxBytes },
    ...(cause === undefined ? {} : { cause }),
  });
}

function notPlain(file: string, column: string, type: string): AppError {
  return new AppError('FILE_NOT_A_TABLE', {
    message: `Column "${column}" of "${file}" must hold numbers, texts, dates or truth values, got ${showValue(type)}.`,
    hint: 'Write lists, structs and bytes as text, or leave the column out.',
    details: { file, column, type },
  });
}
