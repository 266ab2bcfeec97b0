import { extname } from 'node:path';
import { csvLine } from '../csv/write-csv.ts';
import type { RowBatch, TextRows } from './rows/text-rows.ts';

/** Formats of copies, by the ending of their path. */
export type CopyFormat = 'csv' | 'jsonl' | 'parquet';

/** Parquet for `.parquet` and `.pq`, JSON lines for `.jsonl`, `.ndjson` and `.json`, CSV for anything else. */
export function copyFormat(path: string): CopyFormat {
  const ending = extname(path).toLowerCase();
  if (/^\.(parquet|pq)$/.test(ending)) return 'parquet';
  return /^\.(jsonl|ndjson|json)$/.test(ending) ? 'jsonl' : 'csv';
}

/** A column of the copy. */
export interface CopyColumn {
  readonly name: string;
  /** Its place among those of the source. */
  readonly place: number;
  /** Whether its cells are those of the source. */
  readonly isKept: boolean;
  /** SQL type in the copy. */
  readonly type: string;
}

/** Text of a row of the copy; `texts` are its cells after redaction. */
export type RowText = (texts: readonly string[], batch: RowBatch, row: number) => string;

/** Rows as lines of a text. */
export function rowText(format: CopyFormat, columns: readonly CopyColumn[]): RowText {
  if (format !== 'jsonl') return csvLine;
  const keys = columns.map(({ name }) => JSON.stringify(name));
  const isNumber = columns.map(({ type }) => /INT|FLOAT|DOUBLE|DECIMAL/.test(type));
  return (texts, batch, row) => {
    const cells = columns.map(({ place, isKept }, k) => {
      const text = texts[k] ?? '';
      if (isKept && batch.json !== undefined) return batch.json(row, place);
      if (text === '') return 'null';
      return isNumber[k] === true ? text : JSON.stringify(text);
    });
    return `{${cells.map((cell, k) => `${keys[k]}:${cell}`).join(',')}}\n`;
  };
}

/** The columns that are left, with their types: years and bands are numbers, masks and pseudonyms texts. */
export function copyColumns(
  { names, types }: Pick<TextRows, 'names' | 'types'>,
  actions: readonly { readonly kind: string }[],
): CopyColumn[] {
  return names.flatMap((name, place) => {
    const kind = actions[place]?.kind;
    if (kind === 'drop') return [];
    const isKept = kind === 'keep';
    const type = isKept ? (types[place] ?? 'VARCHAR') : (REDACTED_TYPES[kind ?? ''] ?? 'VARCHAR');
    return [{ name, place, isKept, type }];
  });
}

const REDACTED_TYPES: Readonly<Record<string, string>> = { year: 'INTEGER', band: 'DOUBLE' };
