import { notAnObject, parseLine, repeatedKey } from '../../formats/json.ts';
import { noRows } from '../../formats/no-rows.ts';
import type { ReadContext } from '../../formats/read-context.ts';
import type { TextFile } from '../../formats/text-file.ts';
import { type TextLine, textLines } from '../../formats/text-lines.ts';
import { flatShape } from './flat-shape.ts';
import type { RowBatch, TextRows } from './text-rows.ts';

/** Lists of keys for which a shape is made; where keys change from line to line all are parsed. */
const MOST_SHAPES = 8;

/**
 * The rows of JSON lines, about 1 MiB of them at a time; keys come in order of first appearance.
 *
 * @throws FILE_NOT_A_TABLE, COLUMN_DUPLICATE, LINE_TOO_LONG, TABLE_EMPTY
 * @cost One pass for the keys, and one for each time that the rows are passed over, which parses the rows that are asked
 * for.
 */
export async function jsonRows(file: TextFile, context: ReadContext): Promise<TextRows> {
  const { names, hasBlanks } = await readKeys(file, context);
  const toRow = (line: TextLine) => {
    const object = parseObject(line, file.name);
    return hasBlanks ? trimmedKeys(object) : object;
  };
  async function* batches(): AsyncGenerator<RowBatch> {
    for await (const lines of filledLines(file, context)) {
      let parsedRow = -1;
      let object: Readonly<Record<string, unknown>> = {};
      const value = (row: number, j: number): unknown => {
        const line = lines[row];
        if (row !== parsedRow && line !== undefined) {
          object = toRow(line);
          parsedRow = row;
        }
        const name = names[j] ?? '';
        return Object.hasOwn(object, name) ? object[name] : undefined;
      };
      yield {
        nRows: lines.length,
        cell: (row, j) => toText(value(row, j)),
        json: (row, j) => JSON.stringify(value(row, j) ?? null),
      };
    }
  }
  return { names, types: names.map(() => 'VARCHAR'), batches };
}

/** The names of all columns, and whether keys have blanks around them. */
async function readKeys(
  file: TextFile,
  context: ReadContext,
): Promise<{ readonly names: readonly string[]; readonly hasBlanks: boolean }> {
  const names = new Set<string>();
  let hasBlanks = false;
  let nRows = 0;
  let seen: readonly string[] = [];
  let [isSeen, nShapes] = [(_line: string) => false, 0];
  for await (const lines of filledLines(file, context)) {
    nRows += lines.length;
    for (const line of lines) {
      if (isSeen(line.text)) continue;
      const keys = Object.keys(parseObject(line, file.name));
      if (isEqual(keys, seen)) continue;
      const trimmed = keys.map((key) => key.trim());
      if (new Set(trimmed).size < keys.length)
        throw repeatedKey(file.name, `line ${line.line}`, twice(trimmed));
      for (const name of trimmed) names.add(name);
      hasBlanks ||= !isEqual(keys, trimmed);
      seen = keys;
      if (nShapes++ < MOST_SHAPES) isSeen = flatShape(keys);
    }
  }
  if (nRows === 0 || names.size === 0)
    throw noRows(file.name, nRows === 0 ? 'none' : 'empty objects');
  return { names: [...names], hasBlanks };
}

async function* filledLines(
  file: TextFile,
  context: ReadContext,
): AsyncGenerator<readonly TextLine[]> {
  for await (const lines of textLines(file, context))
    yield lines.filter(({ text }) => text.trim() !== '');
}

function parseObject({ line, text }: TextLine, file: string): Readonly<Record<string, unknown>> {
  const row = parseLine(text, { file, line });
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    throw notAnObject(file, `line ${line}`, row);
  return row as Readonly<Record<string, unknown>>;
}

function trimmedKeys(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(object).map(([key, value]) => [key.trim(), value] as const);
  return Object.fromEntries(entries);
}

function isEqual(keys: readonly string[], others: readonly string[]): boolean {
  return keys.length === others.length && keys.every((key, k) => key === others[k]);
}

function twice(names: readonly string[]): string {
  return names.find((name, i) => names.indexOf(name) < i) ?? '';
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
