import { readFile, stat } from 'node:fs/promises';
import { AppError, type Finding } from '@kaizenml/contracts';
import { makeTable } from '@kaizenml/ml/table';
import { columnFromCodes } from '../engine/coded-column.ts';
import type { KnownKinds } from '../engine/known-kinds.ts';
import type { MarkerCount } from '../engine/source-column.ts';
import { createTextCoder, type TextCoder } from '../engine/text-coder.ts';
import { missingMarkersFinding } from './missing-finding.ts';
import { noRows } from './no-rows.ts';
import type { ReadContent, ReadContext } from './read-context.ts';
import type { TextFile } from './text-file.ts';
import { textLines } from './text-lines.ts';

/** A JSON array is read in one piece; above this size it has to come as lines. */
const MAX_ARRAY_BYTES = 256 * 1024 * 1024;

/** Whether a text file is to be read as JSON: by its ending, or because its first line is a JSON object. */
export function isJson({ head, isWhole }: TextFile, ending: string): boolean {
  if (['.jsonl', '.ndjson', '.json'].includes(ending)) return true;
  const start = head.trimStart();
  if (ending === '.csv' || ending === '.tsv' || !/^(\{|\[\s*\{)/.test(start)) return false;
  if (start.startsWith('[')) return true;
  const end = start.indexOf('\n');
  if (end < 0 && !isWhole) return true;
  return parses(end < 0 ? start : start.slice(0, end));
}

/**
 * Reads JSON lines, or a JSON array of objects: one row per object, one column per key.
 *
 * Keys come in order of first appearance; a key that a row lacks is missing there. Nested values become
 * JSON text, with a finding.
 *
 * @throws FILE_NOT_A_TABLE with the line of the first bad object, LINE_TOO_LONG, TABLE_EMPTY
 */
export async function readJson(file: TextFile, context: ReadContext): Promise<ReadContent> {
  const rows = createRowCollector(file.name, context.kinds);
  if (file.head.trimStart().startsWith('[')) await readArray(file, rows);
  else
    for await (const lines of textLines(file, context))
      for (const { line, text } of lines) {
        if (text.trim() === '') continue;
        rows.push(parseLine(text, { file: file.name, line }), `line ${line}`);
      }
  const content = rows.finish();
  return { table: content.table, findings: [...file.findings, ...content.findings] };
}

async function readArray(file: TextFile, rows: RowCollector): Promise<void> {
  const { size } = await stat(file.path);
  if (size > MAX_ARRAY_BYTES) throw arrayTooLarge(file.name, size);
  const text = (await readFile(file.path, 'utf8')).replace(/^\ufeff/, '');
  const parsed = parseText(text, (reason) => {
    const position = Number(/position (\d+)/.exec(reason)?.[1] ?? text.length);
    return notJson(file.name, text.slice(0, position).split('\n').length, reason);
  });
  for (const [i, row] of (parsed as unknown[]).entries()) rows.push(row, `item ${i + 1}`);
}

/** One line of JSON lines. @throws FILE_NOT_A_TABLE */
export function parseLine(text: string, { file, line }: { file: string; line: number }): unknown {
  return parseText(text, (reason) => notJson(file, line, reason));
}

/** Parses JSON; whole numbers of 16 digits and more stay text, because a double would change them. */
function parseText(text: string, refuse: (reason: string) => AppError): unknown {
  try {
    if (!/\d{16}/.test(text)) return JSON.parse(text);
    return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
      typeof value === 'number' && /^-?\d{16,}$/.test(context?.source ?? '')
        ? context?.source
        : value,
    );
  } catch (thrown) {
    throw refuse(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return false;
    throw thrown;
  }
}

interface RowCollector {
  push(row: unknown, place: string): void;
  finish(): ReadContent;
}

function createRowCollector(file: string, kinds: KnownKinds): RowCollector {
  const coders = new Map<string, TextCoder>();
  const nested = new Set<string>();
  let nRows = 0;
  return {
    push(row, place) {
      if (typeof row !== 'object' || row === null || Array.isArray(row))
        throw notAnObject(file, place, row);
      for (const [key, value] of Object.entries(row)) {
        const name = key.trim();
        let coder = coders.get(name);
        if (coder === undefined) {
          coder = createTextCoder(name, { nMissing: nRows });
          coders.set(name, coder);
        }
        if (coder.length > nRows) throw repeatedKey(file, place, name);
        if (typeof value === 'object' && value !== null) nested.add(name);
        coder.push(toText(value));
      }
      nRows++;
      for (const coder of coders.values()) if (coder.length < nRows) coder.push(null);
    },
    finish() {
      if (nRows === 0 || coders.size === 0)
        throw noRows(file, nRows === 0 ? 'none' : 'empty objects');
      const finished = [...coders].map(([name, coder]) => ({ name, ...coder.finish() }));
      const found: MarkerCount[] = finished.flatMap(({ name, markers }) =>
        [...markers]
          .filter(([marker]) => marker !== '')
          .map(([marker, count]) => ({ column: name, marker, count })),
      );
      return {
        table: makeTable(
          finished.map(({ name, coded }) => columnFromCodes(coded, kinds.get(name))),
        ),
        findings: [
          ...[...nested].map((name) => nestedAsText(name, file)),
          ...missingMarkersFinding(found),
        ],
      };
    },
  };
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value.trim();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
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

function notJson(file: string, line: number, reason: string): AppError {
  return new AppError('FILE_NOT_A_TABLE', {
    message: `Line ${line} of "${file}" must be one JSON object, got text that is not JSON.`,
    hint: 'Write one object per line, such as {"age": 41, "city": "Bern"}.',
    details: { file, line, reason },
  });
}

/** The failure of a row that is no object. */
export function notAnObject(file: string, place: string, row: unknown): AppError {
  const received = row === null ? 'null' : Array.isArray(row) ? 'an array' : `a ${typeof row}`;
  return new AppError('FILE_NOT_A_TABLE', {
    message: `"${file}", ${place}, must be a JSON object, got ${received}.`,
    hint: 'Write one object per row, with the names of the columns as keys.',
    details: { file, place, received },
  });
}

/** The failure of a row that names a column twice. */
export function repeatedKey(file: string, place: string, name: string): AppError {
  return new AppError('COLUMN_DUPLICATE', {
    message: `"${file}", ${place}, must name column "${name}" once, got two keys that differ in blanks only.`,
    hint: 'Rename one of the two keys.',
    details: { file, place, column: name },
  });
}

function arrayTooLarge(file: string, sizeBytes: number): AppError {
  return new AppError('FILE_NOT_A_TABLE', {
    message: `JSON array "${file}" must be at most 256 MiB, got ${Math.ceil(sizeBytes / (1 << 20))} MiB.`,
    hint: 'Write JSON lines instead, for example with `jq -c ".[]"`.',
    details: { file, sizeBytes, limitBytes: MAX_ARRAY_BYTES },
  });
}
