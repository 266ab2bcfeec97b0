import { stat, symlink } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { type Finding, invariant } from '@kaizenml/contracts';
import { makeTable } from '@kaizenml/ml/table';
import { declaredDelimiter } from '../csv/declared-delimiter.ts';
import { type Delimiter, type Dialect, newLineSql } from '../csv/dialect.ts';
import { type Header, readHeader } from '../csv/header.ts';
import { type Cells, readRecords } from '../csv/records.ts';
import { refuseCsv } from '../csv/refuse-csv.ts';
import { PLAIN_DIALECT, rewriteCsv } from '../csv/rewrite-csv.ts';
import { scanCsv } from '../csv/scan-csv.ts';
import type { ScanReport } from '../csv/scan-report.ts';
import { SAMPLED_RECORDS, sniffDialect } from '../csv/sniff-dialect.ts';
import { sqlText, withDuckDb } from '../engine/duck-db.ts';
import { readColumns } from '../engine/read-columns.ts';
import type { SourceColumn } from '../engine/source-column.ts';
import { HEAD_BYTES, readStart } from '../open-source.ts';
import { missingMarkersFinding } from './missing-finding.ts';
import { noRows } from './no-rows.ts';
import { readCells } from './read-cells.ts';
import type { ReadContent, ReadContext } from './read-context.ts';
import type { TextFile } from './text-file.ts';
import { withoutDeclaration } from './without-declaration.ts';

/** Longest line that DuckDB reads when it is not told otherwise. */
const USUAL_LINE_BYTES = 2_000_000;
const BLANKS = sqlText(' \t\n\r\v\f\u00a0\ufeff');

/**
 * Reads delimited text: CSV, TSV, with semicolons or pipes, with or without a header.
 *
 * Regular text is read by its cells, all else as `readCsvByDatabase` does.
 *
 * @throws FILE_NOT_A_TABLE, LINE_TOO_LONG, ROW_RAGGED, COLUMN_DUPLICATE, TABLE_EMPTY, DISK_FULL
 */
export async function readCsv(file: TextFile, context: ReadContext): Promise<ReadContent> {
  return (await readCells(file, context)) ?? (await readCsvByDatabase(file, context));
}

/**
 * Reads delimited text whatever its shape.
 *
 * Our own pass over the bytes finds what is wrong with the file, and where; DuckDB then reads what is
 * known to be regular. A file of rare shape is first copied into strict RFC 4180.
 *
 * @throws FILE_NOT_A_TABLE, LINE_TOO_LONG, ROW_RAGGED, COLUMN_DUPLICATE, TABLE_EMPTY, DISK_FULL
 */
export async function readCsvByDatabase(
  file: TextFile,
  context: ReadContext,
): Promise<ReadContent> {
  const opened = await openCsv(file, context);
  const read = await withDuckDb((connection) => readColumns(connection, opened), {
    signal: context.signal,
    tempPath: context.workPath,
  });
  assertRows(file.name, opened.nRows, read.nRows);
  return {
    table: makeTable(read.columns),
    findings: [...opened.findings, ...missingMarkersFinding(read.markers)],
  };
}

/** Every record that our pass saw must come out of the engine. */
export function assertRows(file: string, scanned: number, read: number): void {
  invariant(read === scanned, `${file}: ${scanned} records scanned, ${read} rows read`);
}

/** Delimited text that is known to be regular, as a query. */
export interface OpenedCsv {
  /** What stands behind FROM. */
  readonly from: string;
  readonly columns: readonly SourceColumn[];
  readonly nRows: number;
  /** SQL of each column before blanks around it are taken off; absent when there are none. */
  readonly untrimmed?: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Looks through delimited text and says how to query it.
 *
 * @throws FILE_NOT_A_TABLE, LINE_TOO_LONG, ROW_RAGGED, COLUMN_DUPLICATE, TABLE_EMPTY, DISK_FULL
 * @cost One pass over the bytes in bounded memory; a second one where the file is irregular.
 */
export async function openCsv(file: TextFile, context: ReadContext): Promise<OpenedCsv> {
  const { regular, header, report, nRows, findings } = await findCsv(file, context);
  const needsTrim = report.mayNeedTrim || file.hasRareBlanks;
  return {
    from: readCsvCall(regular.path, { dialect: regular.dialect, header, report }),
    columns: header.names.map((name, j) => ({
      name,
      sql: needsTrim ? `trim(t${j}, ${BLANKS})` : `t${j}`,
      as: 'inferred',
      known: context.kinds.get(name),
    })),
    nRows,
    ...(needsTrim && { untrimmed: header.names.map((_, j) => `t${j}`) }),
    findings,
  };
}

/** Delimited text after our own pass: where its records lie in regular form, and what they are called. */
export interface FoundCsv {
  /** The file itself, or a copy in strict RFC 4180 where it is irregular. */
  readonly regular: { readonly path: string; readonly dialect: Dialect };
  readonly header: Header;
  readonly report: ScanReport;
  readonly nRows: number;
  readonly findings: readonly Finding[];
}

/**
 * Looks through delimited text.
 *
 * @throws FILE_NOT_A_TABLE, LINE_TOO_LONG, ROW_RAGGED, COLUMN_DUPLICATE, TABLE_EMPTY, DISK_FULL
 * @cost One pass over the bytes in bounded memory; a second one where the file is irregular.
 */
export async function findCsv(given: TextFile, context: ReadContext): Promise<FoundCsv> {
  const declared = declaredDelimiter(given.head);
  const file = await withoutDeclaration(given, context);
  const { dialect, report } = await scan(file, context, declared?.delimiter);
  refuseCsv(report, { file: file.name, dialect, maxRecordBytes: context.maxRecordBytes });
  if (report.nRecords === 0) throw noRows(file.name, 'blank lines only');
  const header = readHeader(await firstRecords(file, dialect, report), file.name);
  const nRows = report.nRecords - (header.isPresent ? 1 : 0);
  if (nRows === 0) throw noRows(file.name, 'a header only');
  const regular = await toRegular(file, { dialect, report, context });
  return { regular, header, report, nRows, findings: [...file.findings, ...header.findings] };
}

/** Quotes in tab-separated text are often ordinary characters: there a misfit means that they are. */
async function scan(
  file: TextFile,
  { maxRecordBytes, signal }: ReadContext,
  declared: Delimiter | undefined,
): Promise<{ dialect: Dialect; report: ScanReport }> {
  const ending = extname(file.name).toLowerCase();
  const sniffed = sniffDialect(file.head, { isWhole: file.isWhole, ending });
  if (declared !== undefined) {
    const dialect = { ...sniffed, delimiter: declared };
    const report = await scanCsv(file.path, dialect, { maxRecordBytes, signal });
    return { dialect, report: { ...report, isIrregular: true } };
  }
  const dialect = sniffed;
  const report = await scanCsv(file.path, dialect, { maxRecordBytes, signal });
  const isMisfit = report.openQuoteLine !== undefined || report.strayQuote !== undefined;
  if (dialect.delimiter !== '\t' || !isMisfit) return { dialect, report };
  const withoutQuotes = { ...dialect, hasQuotes: false };
  const again = await scanCsv(file.path, withoutQuotes, { maxRecordBytes, signal });
  return again.nRagged === 0 ? { dialect: withoutQuotes, report: again } : { dialect, report };
}

/** Records at the start of the file; of lines longer than the head of the file at least the first two. */
async function firstRecords(
  file: TextFile,
  dialect: Dialect,
  { longestRecordBytes }: ScanReport,
): Promise<Cells[]> {
  const fromHead = readRecords(file.head, dialect, file.isWhole).slice(0, SAMPLED_RECORDS);
  if (fromHead.length > 1 || file.isWhole) return fromHead;
  const bytes = await readStart(file.path, HEAD_BYTES + 3 * longestRecordBytes);
  const { size } = await stat(file.path);
  return readRecords(new TextDecoder().decode(bytes), dialect, size <= bytes.length);
}

async function toRegular(
  file: TextFile,
  {
    dialect,
    report,
    context,
  }: { readonly dialect: Dialect; readonly report: ScanReport; readonly context: ReadContext },
): Promise<{ path: string; dialect: Dialect }> {
  if (report.isIrregular) {
    const path = join(context.workPath, 'regular.csv');
    await rewriteCsv(file.path, path, { dialect, signal: context.signal });
    return { path, dialect: PLAIN_DIALECT };
  }
  return { path: await withoutPattern(file.path, context), dialect };
}

/** A path that DuckDB does not take for a pattern of several files. */
export async function withoutPattern(path: string, { workPath }: ReadContext): Promise<string> {
  const absolute = resolve(path);
  if (!/[*?[\]{}]/.test(absolute)) return absolute;
  const link = join(workPath, `link${extname(path)}`);
  await symlink(absolute, link);
  return link;
}

function readCsvCall(
  path: string,
  {
    dialect,
    header,
    report,
  }: { readonly dialect: Dialect; readonly header: Header; readonly report: ScanReport },
): string {
  const columns = header.names.map((_, j) => `'t${j}': 'VARCHAR'`).join(', ');
  const quote = dialect.hasQuotes ? '"' : '';
  const longest = Math.max(USUAL_LINE_BYTES, 2 * report.longestRecordBytes);
  const newLine = newLineSql(report.isIrregular ? 'lf' : report.lineBreak);
  return `read_csv(${sqlText(path)}, auto_detect = false, header = ${header.isPresent}, columns = {${columns}}, delim = ${sqlText(dialect.delimiter)}, quote = '${quote}', escape = '${quote}', max_line_size = ${longest}, ${newLine})`;
}
