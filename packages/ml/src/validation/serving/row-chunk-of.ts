import type { ColumnSchema, DataSchema, Row } from '@kaizenml/contracts';
import { isMissingMarker } from '../../table/missing-markers.ts';
import { parseDate } from '../../table/parse-date.ts';
import { readNumberCell } from '../rows/read-number-cell.ts';
import {
  ABSENT,
  NOT_NUMBER,
  type RawColumn,
  type RowChunk,
  VALUE,
  WRITTEN_NAN,
} from '../rows/row-chunk.ts';

/** Rows of JSON values as the checks read them: numbers as numbers, the rest as a file would have it written. */
export function rowChunkOf(rows: readonly Row[], columns: DataSchema['columns']): RowChunk {
  return {
    nRows: rows.length,
    column: (name) =>
      rows.some((row) => isGiven(row, name)) ? readColumn(rows, name, columns[name]) : undefined,
  };
}

/** Whether a row has a column; undefined is no value, as in JSON. */
export function isGiven(row: Row, name: string): boolean {
  return row[name] !== undefined && Object.hasOwn(row, name);
}

function readColumn(rows: readonly Row[], name: string, schema: ColumnSchema): RawColumn {
  if (schema.type === 'integer' || schema.type === 'number')
    return numbersOf(rows, name, readNumber);
  if (schema.type === 'date') return numbersOf(rows, name, readDate);
  const levels = new Array<string>(rows.length);
  const codes = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const text = writtenCell(cellOf(rows[i], name), schema.booleanWords);
    levels[i] = text ?? '';
    codes[i] = text === null ? -1 : i;
  }
  return { layout: 'texts', codes, levels };
}

interface NumberCell {
  readonly mark: number;
  readonly value: number;
}

function numbersOf(
  rows: readonly Row[],
  name: string,
  read: (text: string) => NumberCell,
): RawColumn {
  const values = new Float64Array(rows.length);
  const marks = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const given = cellOf(rows[i], name);
    if (typeof given === 'number' && read === readNumber) {
      values[i] = given;
      marks[i] = Number.isNaN(given) ? WRITTEN_NAN : VALUE;
      continue;
    }
    const text = writtenCell(given);
    const { mark, value } = text === null ? MISSING : read(text);
    values[i] = value;
    marks[i] = mark;
  }
  return { layout: 'numbers', values, marks, written: (i) => writtenCell(cellOf(rows[i], name)) };
}

const MISSING: NumberCell = { mark: ABSENT, value: Number.NaN };

function readNumber(text: string): NumberCell {
  return readNumberCell(text);
}

/** Dates as the model reads them: ISO 8601, a month alone is its first day. */
function readDate(text: string): NumberCell {
  if (isMissingMarker(text)) return MISSING;
  const day = parseDate(text);
  const value = Number.isNaN(day) ? parseDate(text, 'ym') : day;
  return { mark: Number.isNaN(value) ? NOT_NUMBER : VALUE, value };
}

function cellOf(row: Row, name: string): unknown {
  return Object.hasOwn(row, name) ? row[name] : undefined;
}

/** A JSON value as a file has it; true and false are the words of the column. */
function writtenCell(value: unknown, words?: ColumnSchema['booleanWords']): string | null {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean' && words !== undefined) return value ? words.true : words.false;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
