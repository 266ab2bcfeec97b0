import type { ColumnSchema, ColumnStatistics, ColumnType } from '@kaizenml/contracts';
import { truthOf } from '../../table/index.ts';

/**
 * The type of the values: whole numbers that name something stay numbers, digits with leading zeros are text. A column without
 * values is text until it has some.
 */
export function inferType({
  kind,
  number,
  text,
  nRows,
  nMissing,
  values,
}: ColumnStatistics): ColumnType {
  const nPresent = nRows - nMissing;
  if (nPresent === 0) return 'string';
  if (kind === 'date' || kind === 'boolean') return kind;
  if (kind === 'number')
    return number?.isInteger && number.nNaN + number.nInfinite === 0 ? 'integer' : 'number';
  const isWhole = kind !== 'text' && text !== undefined && text.nInteger === nPresent;
  const hasZeros = values?.some(({ value }) => /^\s*[+-]?0\d/.test(value)) ?? false;
  return isWhole && !hasZeros ? 'integer' : 'string';
}

/** How true and false are written, where each has one spelling. */
export function inferBooleanWords({ values = [] }: ColumnStatistics): ColumnSchema['booleanWords'] {
  const yes = values.filter(({ value }) => truthOf(value) === true);
  const no = values.filter(({ value }) => truthOf(value) === false);
  if (yes.length !== 1 || no.length !== 1) return undefined;
  return { true: yes[0].value, false: no[0].value };
}
