import { invariant } from '@kaizenml/contracts';
import { hardNumber, type TextSpans } from '@kaizenml/ml/cells';
import { isNumeric, type Table } from '@kaizenml/ml/table';
import type { PieceRows, StoredKind } from '../datasets/index.ts';

/** A column as it is written: numbers (NaN is nothing), whole numbers of 64 bits, codes of texts (-1 is nothing), or, for CSV, their bytes. */
export type OutColumn =
  | { readonly name: string; readonly kind: 'number'; readonly values: Float64Array }
  | {
      readonly name: string;
      readonly kind: 'whole';
      readonly values: BigInt64Array;
      readonly isMissing: Uint8Array;
    }
  | {
      readonly name: string;
      readonly kind: 'text';
      readonly codes: Int32Array;
      readonly levels: readonly string[];
      /** Levels as JSON where they are no text, by code. */
      readonly tokens?: readonly (string | undefined)[] | undefined;
    }
  | SpansOut;

/** Texts that are written as they stand in the input. */
export interface SpansOut {
  readonly name: string;
  readonly kind: 'text';
  readonly spans: TextSpans;
}

/** A column whose values are known, as every format but CSV wants it. */
export type ValuesOut = Exclude<OutColumn, SpansOut>;

/** Columns whose values are known: bytes of the input are only asked for where CSV is written. */
export function valuesOf(columns: readonly OutColumn[]): ValuesOut[] {
  return columns.map((column) => {
    invariant(!('spans' in column), 'only lines of CSV take bytes as they stand in the input');
    return column;
  });
}

/** The rows of a column at some places; nothing at place -1. */
export function takeOut(column: OutColumn, rows: Int32Array): OutColumn {
  if ('spans' in column) return { ...column, spans: takeSpans(column.spans, rows) };
  if (column.kind === 'text')
    return { ...column, codes: rows.map((row) => (row < 0 ? -1 : (column.codes[row] as number))) };
  if (column.kind === 'number')
    return {
      ...column,
      values: Float64Array.from(rows, (row) =>
        row < 0 ? Number.NaN : (column.values[row] as number),
      ),
    };
  return {
    ...column,
    values: BigInt64Array.from(rows, (row) => (row < 0 ? 0n : (column.values[row] as bigint))),
    isMissing: Uint8Array.from(rows, (row) => (row < 0 ? 1 : (column.isMissing[row] as number))),
  };
}

function takeSpans({ bytes, pairs }: TextSpans, rows: Int32Array): TextSpans {
  const taken = new Uint32Array(2 * rows.length);
  for (const [i, row] of rows.entries())
    if (row >= 0) taken.set(pairs.subarray(2 * row, 2 * row + 2), 2 * i);
  return { bytes, pairs: taken };
}

/** A column of the input as it is written again. */
export function keptOut(
  { name, kind }: { readonly name: string; readonly kind: StoredKind },
  { nRows, columns, spans }: PieceRows,
): OutColumn {
  const found = spans?.get(name);
  if (found !== undefined) return { name, kind: 'text', spans: found };
  const raw = columns.get(name);
  if (raw === undefined)
    return { name, kind: 'text', codes: new Int32Array(nRows).fill(-1), levels: [] };
  if (raw.layout === 'numbers') return { name, kind: 'number', values: raw.values };
  if (raw.layout === 'whole')
    return { name, kind: 'whole', values: raw.values, isMissing: raw.isMissing };
  const { codes, levels, tokens } = raw;
  if (kind !== 'number') return { name, kind: 'text', codes, levels, tokens };
  const numbers = levels.map((level) => {
    const read = hardNumber(level);
    return read.is === 'number' ? read.value : Number.NaN;
  });
  return { name, kind, values: Float64Array.from(codes, (code) => numbers[code] ?? Number.NaN) };
}

/** The columns of a table of answers as they are written. */
export function answersOut(table: Table): OutColumn[] {
  return table.columns.map((column) => {
    const { name } = column;
    return isNumeric(column)
      ? { name, kind: 'number', values: column.values }
      : { name, kind: 'text', codes: column.codes, levels: column.levels };
  });
}
