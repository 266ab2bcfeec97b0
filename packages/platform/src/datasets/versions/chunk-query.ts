import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChunkStore } from '../../artifacts/index.ts';
import { toWriteError } from '../../kit/index.ts';
import { newLineSql } from '../csv/dialect.ts';
import { sqlText } from '../engine/duck-db.ts';
import type { SourceColumn } from '../engine/source-column.ts';
import type { DatasetColumn, RawLayout } from '../store.ts';

/** Longest line that DuckDB reads when it is not told otherwise. */
const USUAL_LINE_BYTES = 2_000_000;
const BLANKS = sqlText(' \t\n\r\v\f\u00a0\ufeff');

/**
 * Paths under which the chunks of a file can be read, in order; what is kept as a difference is written out.
 *
 * @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED, DISK_FULL
 */
export async function chunkPaths(
  chunks: ChunkStore,
  hashes: readonly string[],
  tempPath: string,
): Promise<string[]> {
  const paths: string[] = [];
  for (const hash of hashes) {
    const bytes = await chunks.read(hash);
    const path = await chunks.pathOf(hash);
    if (path === undefined) {
      const copy = join(tempPath, hash);
      await writeFile(copy, bytes).catch((thrown: unknown) => {
        throw toWriteError(thrown, copy);
      });
      paths.push(copy);
    } else paths.push(path);
  }
  return paths;
}

/** What stands behind FROM for chunks in a row: columns `t0`, `t1` … of text. */
export function chunkQuery(
  paths: readonly string[],
  {
    layout,
    nColumns,
    isStart,
  }: { readonly layout: RawLayout; readonly nColumns: number; readonly isStart: boolean },
): string {
  const [first = '', ...rest] = paths;
  if (!isStart || !layout.hasHeader) return readCsvCall(paths, { layout, nColumns, header: false });
  const start = readCsvCall([first], { layout, nColumns, header: true });
  if (rest.length === 0) return start;
  const others = readCsvCall(rest, { layout, nColumns, header: false });
  return `(select * from ${start} union all select * from ${others})`;
}

function readCsvCall(
  paths: readonly string[],
  {
    layout,
    nColumns,
    header,
  }: { readonly layout: RawLayout; readonly nColumns: number; readonly header: boolean },
): string {
  const columns = Array.from({ length: nColumns }, (_, j) => `'t${j}': 'VARCHAR'`).join(', ');
  const quote = layout.hasQuotes ? '"' : '';
  const newLine = layout.lineBreak === undefined ? '' : `, ${newLineSql(layout.lineBreak)}`;
  const longest = Math.max(USUAL_LINE_BYTES, 2 * layout.longestRecordBytes);
  return `read_csv([${paths.map(sqlText).join(', ')}], auto_detect = false, header = ${header}, columns = {${columns}}, delim = ${sqlText(layout.delimiter)}, quote = '${quote}', escape = '${quote}', max_line_size = ${longest}${newLine})`;
}

/** The columns of such a query, text as people write it. */
export function chunkColumns(
  columns: readonly DatasetColumn[],
  { needsTrim }: RawLayout,
): SourceColumn[] {
  return columns.map(({ name }, j) => ({
    name,
    sql: needsTrim ? `trim(t${j}, ${BLANKS})` : `t${j}`,
    as: 'inferred',
  }));
}
