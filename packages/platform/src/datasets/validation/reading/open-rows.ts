import { extname } from 'node:path';
import { queryRows, sqlName, sqlText, withDuckDb } from '../../engine/duck-db.ts';
import { isArff } from '../../formats/arff.ts';
import { findCsv, withoutPattern } from '../../formats/csv.ts';
import { isJson } from '../../formats/json.ts';
import { noRows } from '../../formats/no-rows.ts';
import { asDamaged, openParquet } from '../../formats/parquet.ts';
import type { ReadContext } from '../../formats/read-context.ts';
import { recognize } from '../../formats/recognize.ts';
import { ensureText, type TextFile } from '../../formats/text-file.ts';
import { openSource, type SourceFile } from '../../open-source.ts';
import { readTable } from '../../read-table.ts';
import { codedRows } from './coded-rows.ts';
import { csvRows } from './csv-rows.ts';
import { jsonRows } from './json-rows.ts';
import { typedColumns } from './parquet-columns.ts';
import { parquetRows } from './parquet-rows.ts';
import type { RowSource } from './row-source.ts';
import { tableRows } from './table-rows.ts';

/** Memory of the database; what does not fit goes to the disk. */
const MEMORY_MB = 512;

/**
 * Does work on the rows of a file: CSV, JSON lines and Parquet pass by in bounded memory, other formats are read as a table.
 *
 * @throws every code of `readTable`
 */
export async function withRows<T>(
  path: string,
  context: ReadContext,
  work: (rows: RowSource) => Promise<T>,
): Promise<T> {
  const source = await openSource(path);
  if (recognize(source.head).kind !== 'parquet') return await work(await openRows(path, context));
  const { signal, workPath: tempPath } = context;
  const file = await withoutPattern(source.path, context);
  return await withDuckDb(
    async (connection) => {
      const opened = await asDamaged(source.name, async () => {
        const found = await openParquet(connection, { path: file, file: source.name }, context);
        const [[nRows] = []] = await queryRows(connection, `select count(*) from ${found.from}`);
        if (Number(nRows) === 0) throw noRows(source.name, 'columns only');
        return { ...found, columns: await typedColumns(connection, found.from, found.columns) };
      });
      return await work(parquetRows(connection, { ...opened, name: source.name }));
    },
    { signal, tempPath, memoryMb: MEMORY_MB },
  );
}

/**
 * Does work on the rows of a stored version whose table lies in Parquet files.
 *
 * @param names By position in the files.
 */
export async function withStoredRows<T>(
  {
    name,
    files,
    names,
  }: {
    readonly name: string;
    readonly files: readonly string[];
    readonly names: readonly string[];
  },
  context: Pick<ReadContext, 'signal' | 'workPath'>,
  work: (rows: RowSource) => Promise<T>,
): Promise<T> {
  const from = `read_parquet([${files.map(sqlText).join(', ')}])`;
  const { signal, workPath: tempPath } = context;
  return await withDuckDb(
    async (connection) => {
      const described = await queryRows(connection, `describe select * from ${from}`);
      const stored = names.map((column, j) => ({
        name: column,
        stored: sqlName(String(described[j]?.[0])),
      }));
      const columns = await typedColumns(connection, from, stored);
      return await work(parquetRows(connection, { name, from, columns, findings: [] }));
    },
    { signal, tempPath, memoryMb: MEMORY_MB },
  );
}

/**
 * Opens the rows of a file: CSV and JSON lines pass by in bounded memory, other formats are read as a table.
 *
 * @throws every code of `readTable`
 */
export async function openRows(path: string, context: ReadContext): Promise<RowSource> {
  const source = await openSource(path);
  const recognized = recognize(source.head);
  if (recognized.kind !== 'text') return await inMemory(path, context);
  const file = await ensureText(source, recognized.encoding, context);
  const ending = extname(source.name).toLowerCase();
  const isArray = file.head.trimStart().startsWith('[');
  if (isArff(file, ending)) return await inMemory(path, context);
  if (isJson(file, ending))
    return isArray ? await inMemory(path, context) : jsonRows(file, context);
  if (ending === '.parquet' || ending === '.pq') return await inMemory(path, context);
  const coded = file.path === source.path ? await codedRows(file, context.signal) : undefined;
  if (coded !== undefined) return coded;
  return csvRows(
    source.name,
    await findCsv(asWritten(file, source, recognized.encoding), context),
    context.signal,
  );
}

async function inMemory(path: string, { signal, workPath }: ReadContext): Promise<RowSource> {
  const { table, findings, source } = await readTable(path, { signal, tempPath: workPath });
  return tableRows(source, table, findings);
}

/** Bytes that are no UTF-8 are looked at cell by cell, not converted as a whole. */
function asWritten(file: TextFile, source: SourceFile, encoding: string): TextFile {
  return encoding === 'utf-8' ? { ...file, path: source.path } : file;
}
