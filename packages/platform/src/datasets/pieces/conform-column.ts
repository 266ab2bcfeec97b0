import type { InputField } from '@kaizenml/contracts';
import {
  type Cell,
  type Column,
  type DateFormat,
  encodeText,
  isMissingMarker,
  isNumericKind,
  parseDate,
  readCell,
  UNREADABLE,
} from '@kaizenml/ml/table';
import { trimBlanks } from '../engine/trim-blanks.ts';
import type { RawColumn } from './piece.ts';

/** What a column is to be. */
export type ColumnField = Pick<InputField, 'name' | 'kind' | 'levels'>;

/** How a column of a piece is brought into a kind. */
export interface ConformOptions {
  /** Rows of the piece. */
  readonly nRows: number;
  /** Order of day, month and year in texts of dates. Default: ISO 8601. */
  readonly format: DateFormat | undefined;
  /** Hears of each row whose text the kind cannot hold; the row has no value. */
  readonly unreadable: (row: number, text: string) => void;
}

/**
 * Brings a column of a piece into a kind, each cell by itself: text is trimmed, and marks of missing values are missing. A column
 * that the piece has not is missing in every row.
 *
 * @cost O(rows + different texts)
 */
export function conformColumn(
  field: ColumnField,
  raw: RawColumn | undefined,
  { nRows, ...options }: ConformOptions,
): Column {
  if (raw === undefined) return emptyColumn(field, nRows);
  return raw.layout === 'texts' ? fromTexts(field, raw, options) : fromNumbers(field, raw);
}

function emptyColumn({ name, kind }: ColumnField, nRows: number): Column {
  return isNumericKind(kind)
    ? { name, kind, values: new Float64Array(nRows).fill(Number.NaN) }
    : { name, kind, codes: new Int32Array(nRows).fill(-1), levels: [] };
}

type RawTexts = Extract<RawColumn, { readonly layout: 'texts' }>;

function fromNumbers({ name, kind }: ColumnField, raw: Exclude<RawColumn, RawTexts>): Column {
  if (isNumericKind(kind)) {
    if (raw.layout === 'numbers') return { name, kind, values: raw.values };
    const values = Float64Array.from(raw.values, Number);
    for (const [i, missing] of raw.isMissing.entries()) if (missing === 1) values[i] = Number.NaN;
    return { name, kind, values };
  }
  const texts = Array.from({ length: raw.values.length }, (_, i) =>
    isNothing(raw, i) ? null : String(raw.values[i]),
  );
  return encodeText(name, kind, texts);
}

function isNothing(raw: Exclude<RawColumn, RawTexts>, i: number): boolean {
  return raw.layout === 'whole' ? raw.isMissing[i] === 1 : Number.isNaN(raw.values[i]);
}

function fromTexts(
  field: ColumnField,
  raw: RawTexts,
  { format, unreadable }: Omit<ConformOptions, 'nRows'>,
): Column {
  const { name, kind } = field;
  const read = raw.levels.map((level) => readLevel(field, trimBlanks(level), format));
  if (read.includes(UNREADABLE))
    for (const [i, code] of raw.codes.entries())
      if (code >= 0 && read[code] === UNREADABLE) unreadable(i, raw.levels[code] as string);
  if (isNumericKind(kind)) {
    const numbers = Float64Array.from(read, (value) =>
      typeof value === 'number' ? value : Number.NaN,
    );
    const values = new Float64Array(raw.codes.length);
    for (let i = 0; i < values.length; i++) {
      const code = raw.codes[i] as number;
      values[i] = code < 0 ? Number.NaN : (numbers[code] as number);
    }
    return { name, kind, values };
  }
  const levels: string[] = [];
  const codeOf = new Map<string, number>();
  const codeFor = Int32Array.from(read, (value) => {
    if (typeof value !== 'string') return -1;
    const known = codeOf.get(value);
    if (known !== undefined) return known;
    codeOf.set(value, levels.length);
    return levels.push(value) - 1;
  });
  const isSame = codeFor.every((code, i) => code === i);
  return { name, kind, codes: isSame ? raw.codes : recoded(raw.codes, codeFor), levels };
}

function recoded(codes: Int32Array, codeFor: Int32Array): Int32Array {
  const own = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    own[i] = code < 0 ? -1 : (codeFor[code] as number);
  }
  return own;
}

function readLevel(
  field: ColumnField,
  text: string,
  format: DateFormat | undefined,
): Cell | typeof UNREADABLE {
  if (isMissingMarker(text)) return null;
  if (field.kind !== 'date' || format === undefined) return readCell(field, text);
  const ms = parseDate(text, format);
  return Number.isNaN(ms) ? UNREADABLE : ms;
}
