import type { RawColumn, RowChunk } from '@kaizenml/ml/validation';
import { notAnObject, parseLine } from '../../formats/json.ts';
import type { ReadContext } from '../../formats/read-context.ts';
import type { TextFile } from '../../formats/text-file.ts';
import { textLines } from '../../formats/text-lines.ts';
import type { RowSource, WantedColumn } from './row-source.ts';

/** Rows of JSON lines, one object each; a key that a row lacks is missing there. */
export function jsonRows(file: TextFile, context: ReadContext): RowSource {
  const keys = new Set<string>();
  async function* chunks(wanted: readonly WantedColumn[]): AsyncGenerator<RowChunk> {
    for await (const lines of textLines(file, context)) {
      const rows: Record<string, unknown>[] = [];
      for (const { line, text } of lines) {
        if (text.trim() === '') continue;
        const row = asObject(parseLine(text, { file: file.name, line }), file.name, line);
        for (const key of Object.keys(row)) keys.add(key);
        rows.push(row);
      }
      if (rows.length === 0) continue;
      const columns = new Map(wanted.map(({ name }) => [name, columnOf(name, rows)]));
      yield { nRows: rows.length, column: (name) => columns.get(name) };
    }
  }
  async function* records(): AsyncGenerator<string[]> {
    for await (const lines of textLines(file, context))
      yield lines.flatMap(({ text }) =>
        text.trim() === '' ? [] : [Buffer.from(text, 'utf8').toString('latin1')],
      );
  }
  return {
    name: file.name,
    findings: file.findings,
    columns: () => [...keys].map((name) => ({ name })),
    chunks,
    records,
    writer: {
      header: () => '',
      line: (row, added) => {
        const text = row.trimEnd();
        if (Object.keys(added).length === 0) return `${text}\n`;
        const more = Buffer.from(JSON.stringify(added).slice(1), 'utf8').toString('latin1');
        const open = text.slice(0, text.lastIndexOf('}')).trimEnd();
        return `${open}${open.trim() === '{' ? '' : ','}${more}\n`;
      },
    },
  };
}

function asObject(row: unknown, file: string, line: number): Record<string, unknown> {
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    throw notAnObject(file, `line ${line}`, row);
  return row as Record<string, unknown>;
}

function columnOf(name: string, rows: readonly Record<string, unknown>[]): RawColumn {
  const codeOf = new Map<string, number>();
  const levels: string[] = [];
  const codes = Int32Array.from(rows, (row) => {
    const value = Object.hasOwn(row, name) ? row[name] : null;
    if (value === null || value === undefined) return -1;
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    const known = codeOf.get(text);
    if (known !== undefined) return known;
    codeOf.set(text, levels.length);
    return levels.push(text) - 1;
  });
  return { layout: 'texts', codes, levels };
}
