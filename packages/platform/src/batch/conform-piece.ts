import type { InputField, Signature } from '@kaizenml/contracts';
import {
  type Cell,
  type Column,
  type DateFormat,
  encodeText,
  isMissingMarker,
  isNumericKind,
  parseDate,
  readCell,
  type Table,
  UNREADABLE,
} from '@kaizenml/ml/table';
import { type PieceRows, type RawColumn, trimBlanks } from '../datasets/index.ts';

/** Rows as a model reads them. */
export interface ConformedPiece {
  /** The columns of the signature, all rows; what could not be read is missing there. */
  readonly table: Table;
  /** Why a row cannot be answered, by its place. */
  readonly problems: ReadonlyMap<number, readonly string[]>;
}

/**
 * Brings the columns of a piece into the order and kinds of a signature, each cell by itself as `conformTable` does a column: text
 * is trimmed, marks of missing values are missing, a text that the field cannot hold is a problem of its row.
 *
 * @cost O(rows + different texts) per column.
 */
export function conformPiece(
  { inputs }: Signature,
  { nRows, columns, broken }: PieceRows,
  dateFormats: Readonly<Record<string, DateFormat>>,
): ConformedPiece {
  const problems = new Map([...broken].map(([row, reason]) => [row, [reason]]));
  const add = (row: number, reason: string): void => {
    if (broken.has(row)) return;
    const reasons = problems.get(row);
    if (reasons === undefined) problems.set(row, [reason]);
    else reasons.push(reason);
  };
  const conformed = inputs.map((field) => {
    const raw = columns.get(field.name);
    if (raw === undefined) return emptyColumn(field, nRows);
    if (raw.layout === 'texts')
      return fromTexts(field, raw, { format: dateFormats[field.name], add });
    return fromNumbers(field, raw);
  });
  return { table: { nRows, columns: conformed }, problems };
}

function emptyColumn({ name, kind }: InputField, nRows: number): Column {
  return isNumericKind(kind)
    ? { name, kind, values: new Float64Array(nRows).fill(Number.NaN) }
    : { name, kind, codes: new Int32Array(nRows).fill(-1), levels: [] };
}

type RawTexts = Extract<RawColumn, { readonly layout: 'texts' }>;

function fromNumbers({ name, kind }: InputField, raw: Exclude<RawColumn, RawTexts>): Column {
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

interface TextOptions {
  readonly format: DateFormat | undefined;
  readonly add: (row: number, reason: string) => void;
}

function fromTexts(field: InputField, raw: RawTexts, { format, add }: TextOptions): Column {
  const { name, kind } = field;
  const read = raw.levels.map((level) => readLevel(field, trimBlanks(level), format));
  if (read.includes(UNREADABLE))
    for (const [i, code] of raw.codes.entries())
      if (code >= 0 && read[code] === UNREADABLE)
        add(i, `Column "${name}" must be a ${kind}, got ${JSON.stringify(raw.levels[code])}.`);
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
  const codes = raw.codes.map((code) => (code < 0 ? -1 : (codeFor[code] as number)));
  return { name, kind, codes, levels };
}

function readLevel(
  field: InputField,
  text: string,
  format: DateFormat | undefined,
): Cell | typeof UNREADABLE {
  if (isMissingMarker(text)) return null;
  if (field.kind !== 'date' || format === undefined) return readCell(field, text);
  const ms = parseDate(text, format);
  return Number.isNaN(ms) ? UNREADABLE : ms;
}
