import type { DatasetStatistics } from '@kaizenml/contracts';
import { queryRows, sqlName, sqlText, withDuckDb } from '../engine/duck-db.ts';
import type { KnownKinds } from '../engine/known-kinds.ts';
import { readArff } from '../formats/arff.ts';
import { withoutPattern } from '../formats/csv.ts';
import { readJson } from '../formats/json.ts';
import { noRows } from '../formats/no-rows.ts';
import { asDamaged, openParquet } from '../formats/parquet.ts';
import type { ReadContext } from '../formats/read-context.ts';
import { type ReadTableOptions, type TableFile, withTableFile } from '../read-table.ts';
import type { DatasetColumn } from '../store.ts';
import { ofColumns } from './of-columns.ts';
import { type ColumnScan, scanColumns } from './scan-columns.ts';
import { scanCsvFile } from './scan-csv-file.ts';
import { viewParquet } from './scan-table.ts';
import { engineOptions, MEMORY_MB, type ScannedFile, scanInMemory } from './scanned-file.ts';

/** Where the rows are: any data file, or the Parquet files of a stored version with the kinds of its columns. */
export type StatisticsSource =
  | { readonly path: string; readonly kinds?: KnownKinds | undefined }
  | { readonly files: readonly string[]; readonly columns: readonly DatasetColumn[] };

export interface ScanOptions extends Omit<ReadTableOptions, 'kinds'> {
  /** Columns that are wanted; without any the rows are counted alone. Default: all. Of some, duplicate rows are not counted. */
  readonly columns?: ReadonlySet<string> | undefined;
  /** Hears which column is looked at. */
  readonly tell?: ColumnScan['tell'] | undefined;
  /** Up to about so many different values of a column are brought into memory with their counts. Default 200 000. */
  readonly countedValues?: number | undefined;
  /** Up to so many different texts of every column delimited text is read into dictionaries, without the database. Default 2^20. */
  readonly codedValues?: number | undefined;
  /** Up to so many rows every value of a column is counted by itself, however many there are. Default 3 000 000. */
  readonly countedRows?: number | undefined;
  /** Whether associations of columns are measured, on about 20 000 rows. Default false. */
  readonly withAssociations?: boolean | undefined;
  /** Column that they lead to. Default: all pairs of the first columns alike. */
  readonly target?: string | undefined;
}

/**
 * Statistics of any data file, or of a stored version, in bounded memory.
 *
 * Regular delimited text is read into dictionaries of its cells; where a column has too many different ones, and of irregular
 * text, DuckDB holds the rows, 512 MB of them in memory and the rest on the disk. Parquet files are read where they lie. Kinds are
 * those that `readTable` infers. Columns of at most about 200 000 different values are exact in every figure; beyond, see
 * `frequentAndDistinct` for what is an estimate.
 *
 * @throws what `readTable` throws, with the same sentences
 * @cost One scan and about one query per column; JSON lines and ARFF are read into memory.
 */
export async function scanStatistics(
  source: StatisticsSource,
  options: ScanOptions = {},
): Promise<ScannedFile> {
  return 'path' in source
    ? await scanFile(source, options)
    : { statistics: await scanVersion(source, options), findings: [] };
}

function columnScan({
  tell = () => undefined,
  countedValues = 200_000,
  codedValues = 1 << 20,
  countedRows = 3_000_000,
  withAssociations = false,
  target,
  signal,
  columns,
}: ScanOptions): ColumnScan {
  return {
    columns,
    tell,
    countedValues,
    codedValues,
    countedRows,
    withAssociations,
    target,
    signal,
  };
}

async function scanFile(
  { path, kinds }: Extract<StatisticsSource, { readonly path: string }>,
  options: ScanOptions,
): Promise<ScannedFile> {
  const scan = columnScan(options);
  return await withTableFile(path, { ...options, kinds }, async (file, context) => {
    if (file.format === 'csv') return await scanCsvFile(file.text, context, scan);
    if (file.format === 'parquet') return await scanParquetFile(file, context, scan);
    const read = file.format === 'arff' ? readArff : readJson;
    return scanInMemory(await read(file.text, context), scan);
  });
}

async function scanParquetFile(
  { source }: Extract<TableFile, { readonly format: 'parquet' }>,
  context: ReadContext,
  scan: ColumnScan,
): Promise<ScannedFile> {
  const path = await withoutPattern(source.path, context);
  return await withDuckDb(
    (connection) =>
      asDamaged(source.name, async () => {
        const opened = await openParquet(connection, { path, file: source.name }, context);
        const table = await viewParquet(connection, ofColumns(opened, scan));
        if (table.nRows === 0) throw noRows(source.name, 'columns only');
        return {
          statistics: await scanColumns(connection, table, scan),
          findings: opened.findings,
        };
      }),
    engineOptions(context),
  );
}

async function scanVersion(
  { files, columns }: Extract<StatisticsSource, { readonly files: readonly string[] }>,
  options: ScanOptions,
): Promise<DatasetStatistics> {
  const scan = columnScan(options);
  const from = `read_parquet([${files.map(sqlText).join(', ')}])`;
  return await withDuckDb(
    async (connection) => {
      const described = await queryRows(connection, `describe select * from ${from}`);
      const source = columns.map((column, j) => storedColumn(column, described[j] ?? []));
      const opened = { from, columns: source, findings: [] };
      const table = await viewParquet(connection, ofColumns(opened, scan));
      return await scanColumns(connection, table, scan);
    },
    { ...options, memoryMb: MEMORY_MB },
  );
}

/** Dates that are stored as text are read as people write them, all else is what it was when it was stored. */
function storedColumn({ name, kind }: DatasetColumn, [stored, type]: readonly unknown[]) {
  const sql = sqlName(String(stored));
  const column = { name, stored: sql, isText: type === 'VARCHAR' };
  if (kind !== 'date') return { ...column, sql, as: kind };
  return column.isText
    ? { ...column, sql, as: 'inferred' as const }
    : { ...column, sql: `epoch_ms(${sql})::double`, as: kind };
}
