import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, withDuckDb } from '../../engine/duck-db.ts';
import type { DatasetDeps } from '../../ensure-version.ts';
import { withoutPattern } from '../../formats/csv.ts';
import { noRows } from '../../formats/no-rows.ts';
import { asDamaged, openParquet } from '../../formats/parquet.ts';
import { recognize } from '../../formats/recognize.ts';
import { isTyped } from '../../lint/reading/open-lintable.ts';
import { loadVersion } from '../../load-version.ts';
import { openSource } from '../../open-source.ts';
import { readTable, withTableFile } from '../../read-table.ts';
import type { DatasetVersionRecord } from '../../store.ts';
import { sqlFrom, tableFiles } from '../../versions/table-files.ts';
import { delimitedRows } from './delimited-rows.ts';
import { jsonRows } from './json-rows.ts';
import { queryTextRows } from './query-rows.ts';
import { tableRows } from './table-rows.ts';
import type { TextRows } from './text-rows.ts';

type RowDeps = Pick<DatasetDeps, 'store' | 'artifacts'>;
type Work<Result> = (rows: TextRows) => Promise<Result>;

/** Memory of the database while it hands out rows. */
const MEMORY_MB = 128;

/**
 * Does work on the rows of a file of this path, else of a dataset of this name.
 *
 * Delimited text, Parquet, JSON lines and stored versions come in batches; ARFF files and JSON arrays are read whole. Texts of a file
 * are as they stand there, without blanks around them where it is not delimited text.
 *
 * @param tempPath Folder that the caller removes.
 * @throws what reading a file or a version throws
 */
export async function withRows<Result>(
  deps: RowDeps,
  { source, tempPath }: { readonly source: string; readonly tempPath: string },
  work: Work<Result>,
): Promise<Result> {
  const isFile = await access(source).then(
    () => true,
    () => false,
  );
  const record = isFile ? undefined : await deps.store.datasets.find(source);
  return record === undefined
    ? await withFileRows(source, tempPath, work)
    : await withVersionRows(deps, { record, tempPath }, work);
}

async function withFileRows<Result>(
  path: string,
  tempPath: string,
  work: Work<Result>,
): Promise<Result> {
  const { head, name } = await openSource(path);
  if (!isTyped(recognize(head), head, name)) return await work(await delimitedRows(path));
  return await withTableFile(path, { tempPath }, async (file, context) => {
    if (file.format === 'jsonl' && !file.text.head.trimStart().startsWith('['))
      return await work(await jsonRows(file.text, context));
    if (file.format !== 'parquet') return await work(tableRows((await readTable(path)).table));
    const source = await withoutPattern(path, context);
    return await withDuckDb(
      (connection) =>
        asDamaged(name, async () => {
          const opened = await openParquet(connection, { path: source, file: name }, context);
          await assertRows(connection, opened.from, name);
          return await work(
            await queryTextRows(connection, { ...opened, tempPath: context.workPath }),
          );
        }),
      { tempPath: context.workPath, memoryMb: MEMORY_MB },
    );
  });
}

async function assertRows(connection: DuckDBConnection, from: string, name: string) {
  const reader = await connection.runAndReadAll(`select 1 from ${from} limit 1`);
  if (reader.currentRowCount === 0) throw noRows(name, 'columns only');
}

async function withVersionRows<Result>(
  { store, artifacts }: RowDeps,
  { record, tempPath }: { readonly record: DatasetVersionRecord; readonly tempPath: string },
  work: Work<Result>,
): Promise<Result> {
  const path = await artifacts.pathOf(record.artifact).catch(() => undefined);
  if (path !== undefined && !(await artifacts.verify(record.artifact)))
    await loadVersion({ artifacts }, record);
  const files = await tableFiles({ store, artifacts }, record, { tempPath });
  const from = sqlFrom(files);
  return await withDuckDb(
    async (connection) => {
      const isTextual = record.layout !== undefined;
      const columns = files.columns.map(({ name, kind }, j) => {
        const stored = `c${j}`;
        if (kind === 'number') return { name, stored, sql: stored, as: kind };
        return kind === 'date' && !isTextual
          ? { name, stored, sql: `epoch_ms(${stored})::double`, as: kind }
          : { name, stored, sql: stored, as: 'category' as const };
      });
      return await work(await queryTextRows(connection, { from, columns, tempPath }));
    },
    { tempPath: join(tempPath), memoryMb: MEMORY_MB },
  );
}
