import type { ColumnSchema } from '@kaizenml/contracts';
import {
  ABSENT,
  type RawColumn,
  VALUE,
  type Witnesses,
  WRITTEN_NAN,
} from '@kaizenml/ml/validation';

/** What is known of the numbers of a column without each of them. */
export interface NumberExtremes {
  readonly nRows: number;
  /** Rows with a number, infinities among them, NaN not. */
  readonly nPresent: number;
  /** The least and the largest that is finite; null without any. */
  readonly least: number | null;
  readonly largest: number | null;
  /** Some number that is not whole. */
  readonly broken: number | null;
  readonly nNaN: number;
  readonly nPositive: number;
  readonly nNegative: number;
}

/** Whether a schema asks for certain values of a column, or how many. */
export function isListed({ values, domain, distinct }: ColumnSchema): boolean {
  return values !== undefined || domain !== undefined || distinct !== undefined;
}

/** Whether the least and the largest number tell whether all numbers keep to what the schema says. */
export function isToldByExtremes(schema: ColumnSchema): boolean {
  return (schema.type === 'integer' || schema.type === 'number') && !isListed(schema);
}

/** Few numbers that stand for all rows of a column. */
export function numberWitnesses({
  nRows,
  nPresent,
  least,
  largest,
  broken,
  nNaN,
  nPositive,
  nNegative,
}: NumberExtremes): Witnesses {
  const rows = [
    { value: least, weight: nPresent - nPositive - nNegative, mark: VALUE },
    { value: largest, weight: 0, mark: VALUE },
    { value: broken, weight: 0, mark: VALUE },
    { value: nPositive > 0 ? Number.POSITIVE_INFINITY : null, weight: nPositive, mark: VALUE },
    { value: nNegative > 0 ? Number.NEGATIVE_INFINITY : null, weight: nNegative, mark: VALUE },
    { value: nNaN > 0 ? Number.NaN : null, weight: nNaN, mark: WRITTEN_NAN },
    { value: Number.NaN, weight: nRows - nPresent - nNaN, mark: ABSENT },
  ].filter(({ value, mark, weight }) => value !== null && (mark !== ABSENT || weight > 0));
  const column: RawColumn = {
    layout: 'numbers',
    values: Float64Array.from(rows, ({ value }) => value ?? Number.NaN),
    marks: Uint8Array.from(rows, ({ mark }) => mark),
    written: (i) => String(rows[i]?.value),
  };
  return { nRows, column, weights: rows.map(({ weight }) => weight), isComplete: false };
}
