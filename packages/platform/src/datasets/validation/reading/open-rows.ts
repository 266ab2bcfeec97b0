import { extname } from 'node:path';
import { isArff } from '../../formats/arff.ts';
import { findCsv } from '../../formats/csv.ts';
import { isJson } from '../../formats/json.ts';
import type { ReadContext } from '../../formats/read-context.ts';
import { recognize } from '../../formats/recognize.ts';
import { ensureText, type TextFile } from '../../formats/text-file.ts';
import { openSource, type SourceFile } from '../../open-source.ts';
import { readTable } from '../../read-table.ts';
import { csvRows } from './csv-rows.ts';
import { jsonRows } from './json-rows.ts';
import type { RowSource } from './row-source.ts';
import { tableRows } from './table-rows.ts';

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
