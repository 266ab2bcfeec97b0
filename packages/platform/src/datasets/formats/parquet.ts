import { AppError, type Finding } from '@kaizenml/contracts';
import { makeTable } from '@kaizenml/ml/table';
import { refuseDuplicates } from '../csv/header.ts';
import {
  type DuckDBConnection,
  queryRows,
  sqlName,
  sqlText,
  withDuckDb,
} from '../engine/duck-db.ts';
import { readColumns } from '../engine/read-columns.ts';
import type { SourceColumn } from '../engine/source-column.ts';
import type { SourceFile } from '../open-source.ts';
import { withoutPattern } from './csv.ts';
import { missingMarkersFinding } from './missing-finding.ts';
import { noRows } from './no-rows.ts';
import type { ReadContent, ReadContext } from './read-context.ts';

/**
 * Reads a Parquet file: typed columns as they are, text as in a CSV file.
 *
 * Whole numbers go through the same inference as in a CSV file, so that the same content gives the same
 * kinds. Nested columns become JSON text; bytes are left out. Both give a finding.
 *
 * @throws FILE_NOT_A_TABLE when it is damaged, COLUMN_DUPLICATE, TABLE_EMPTY
 */
export async function readParquet(source: SourceFile, context: ReadContext): Promise<ReadContent> {
  const path = await withoutPattern(source.path, context);
  return await withDuckDb(
    (connection) =>
      asDamaged(source.name, async () => {
        const opened = await openParquet(connection, { path, file: source.name }, context);
        const read = await readColumns(connection, opened);
        if (read.nRows === 0) throw noRows(source.name, 'columns only');
        return {
          table: makeTable(read.columns),
          findings: [...opened.findings, ...missingMarkersFinding(read.markers)],
        };
      }),
    { signal: context.signal, tempPath: context.workPath },
  );
}

/** Does work on a Parquet file; what the engine cannot read of it is a damaged file. */
export async function asDamaged<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw thrown instanceof AppError || isOfTheMachine(thrown) ? thrown : damaged(file, thrown);
  }
}

/** A Parquet file as a query. */
export interface OpenedParquet {
  /** What stands behind FROM. */
  readonly from: string;
  readonly columns: readonly ParquetColumn[];
  readonly findings: readonly Finding[];
}

/** A column of a Parquet file; `stored` is SQL of it as it lies there. */
export interface ParquetColumn extends SourceColumn {
  readonly stored: string;
  /** Its type there. */
  readonly type: string;
  /** Whether it lies there as text. */
  readonly isText: boolean;
}

/** Says how to query a Parquet file. @throws COLUMN_DUPLICATE */
export async function openParquet(
  connection: DuckDBConnection,
  { path, file }: { readonly path: string; readonly file: string },
  { kinds }: Pick<ReadContext, 'kinds'>,
): Promise<OpenedParquet> {
  const from = `read_parquet(${sqlText(path)})`;
  const names = await rootNames(connection, path);
  refuseDuplicates(names, file);
  const described = await queryRows(connection, `describe select * from ${from}`);
  const findings: Finding[] = [];
  const columns: ParquetColumn[] = [];
  for (const [j, row] of described.entries()) {
    const name = names[j] ?? String(row[0]);
    const stored = sqlName(String(row[0]));
    const type = String(row[1]);
    const mapped = mapType(stored, type);
    if (mapped === 'dropped') findings.push(bytesDropped(name, file));
    else {
      columns.push({
        name,
        stored,
        type,
        isText: type === 'VARCHAR',
        sql: mapped.sql,
        as: mapped.as,
        known: kinds.get(name),
      });
    }
    if (mapped !== 'dropped' && mapped.isNested === true) findings.push(nestedAsText(name, file));
  }
  return { from, columns, findings };
}

/** Names as the file has them: DuckDB renames those that differ in case only. */
export async function rootNames(connection: DuckDBConnection, path: string): Promise<string[]> {
  const rows = await queryRows(
    connection,
    `select name, coalesce(num_children, 0) from parquet_schema(${sqlText(path)})`,
  );
  const names: string[] = [];
  let skip = 0;
  for (const [name, nChildren] of rows.slice(1)) {
    if (skip === 0) names.push(String(name));
    else skip--;
    skip += Number(nChildren);
  }
  return names;
}

type Mapped = {
  readonly sql: string;
  readonly as: SourceColumn['as'];
  readonly isNested?: boolean;
};

const BLANKS = sqlText(' \t\n\r\v\f\u00a0\ufeff');

function mapType(column: string, type: string): Mapped | 'dropped' {
  if (type === 'BLOB' || type === 'BIT') return 'dropped';
  if (type === 'BOOLEAN') return { sql: `${column}::varchar`, as: 'boolean' };
  if (type === 'FLOAT' || type === 'DOUBLE' || type.startsWith('DECIMAL'))
    return { sql: finite(`${column}::double`), as: 'number' };
  if (type === 'DATE' || type.startsWith('TIMESTAMP'))
    return {
      sql: `case when isfinite(${column}) then epoch_ms(${column})::double end`,
      as: 'date',
    };
  if (/^(STRUCT|MAP|UNION)|\[\d*\]$/.test(type))
    return { sql: `to_json(${column})::varchar`, as: 'inferred', isNested: true };
  return { sql: `trim(${column}::varchar, ${BLANKS})`, as: 'inferred' };
}

function finite(sql: string): string {
  return `case when isfinite(${sql}) then ${sql} end`;
}

function nestedAsText(column: string, file: string): Finding {
  return {
    code: 'COLUMN_NESTED',
    severity: 'info',
    message: `Column "${column}" of "${file}" holds nested values, which are read as JSON text.`,
    hint: 'Write its parts into columns of their own to learn from them.',
    column,
    details: { column, file },
  };
}

function bytesDropped(column: string, file: string): Finding {
  return {
    code: 'COLUMN_DROPPED',
    severity: 'warning',
    message: `Column "${column}" of "${file}" holds bytes and is left out.`,
    hint: 'Write it as text or numbers to learn from it.',
    column,
    details: { column, file },
  };
}

function isOfTheMachine(thrown: unknown): boolean {
  return thrown instanceof Error && /out of memory|no space left|interrupt/i.test(thrown.message);
}

function damaged(file: string, cause: unknown): AppError {
  const reason = (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '';
  return new AppError('FILE_NOT_A_TABLE', {
    message: `File "${file}" must be a whole Parquet file, got a damaged one.`,
    hint: 'Copy or write the file again; its end or some of its bytes are wrong.',
    details: { file, looksLike: 'a damaged Parquet file', reason },
    cause,
  });
}
