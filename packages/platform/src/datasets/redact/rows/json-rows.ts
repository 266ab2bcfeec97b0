import { notAnObject, parseLine, repeatedKey } from '../../formats/json.ts';
import { noRows } from '../../formats/no-rows.ts';
import type { ReadContext } from '../../formats/read-context.ts';
import type { TextFile } from '../../formats/text-file.ts';
import { textLines } from '../../formats/text-lines.ts';
import type { RowBatch, TextRows } from './text-rows.ts';

/**
 * The rows of JSON lines, about 1 MiB of them at a time; keys come in order of first appearance.
 *
 * @throws FILE_NOT_A_TABLE, COLUMN_DUPLICATE, LINE_TOO_LONG, TABLE_EMPTY
 * @cost One pass for the keys, and one for each time that the rows are passed over.
 */
export async function jsonRows(file: TextFile, context: ReadContext): Promise<TextRows> {
  const places = new Map<string, number>();
  let nRows = 0;
  for await (const objects of jsonObjects(file, context)) {
    nRows += objects.length;
    for (const object of objects)
      for (const name of object.keys()) if (!places.has(name)) places.set(name, places.size);
  }
  if (nRows === 0 || places.size === 0)
    throw noRows(file.name, nRows === 0 ? 'none' : 'empty objects');
  const names = [...places.keys()];
  async function* batches(): AsyncGenerator<RowBatch> {
    for await (const objects of jsonObjects(file, context)) {
      const value = (row: number, j: number) => objects[row]?.get(names[j] ?? '');
      yield {
        nRows: objects.length,
        cell: (row, j) => toText(value(row, j)),
        json: (row, j) => JSON.stringify(value(row, j) ?? null),
      };
    }
  }
  return { names, types: names.map(() => 'VARCHAR'), batches };
}

async function* jsonObjects(
  file: TextFile,
  context: ReadContext,
): AsyncGenerator<readonly ReadonlyMap<string, unknown>[]> {
  for await (const lines of textLines(file, context))
    yield lines.flatMap(({ line, text }) => {
      if (text.trim() === '') return [];
      const row = parseLine(text, { file: file.name, line });
      if (typeof row !== 'object' || row === null || Array.isArray(row))
        throw notAnObject(file.name, `line ${line}`, row);
      const entries = Object.entries(row);
      const object = new Map(entries.map(([key, value]) => [key.trim(), value]));
      if (object.size < entries.length)
        throw repeatedKey(file.name, `line ${line}`, twice(entries));
      return [object];
    });
}

function twice(entries: readonly (readonly [string, unknown])[]): string {
  const names = entries.map(([key]) => key.trim());
  return names.find((name, i) => names.indexOf(name) < i) ?? '';
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
