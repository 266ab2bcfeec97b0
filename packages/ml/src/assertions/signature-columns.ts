import type { ColumnSchema, ColumnType, InputField, Row, Signature } from '@kaizenml/contracts';
import { type Column, tableFromRows } from '../table/index.ts';

const TYPES: Readonly<Record<InputField['kind'], ColumnType>> = {
  number: 'number',
  date: 'date',
  boolean: 'boolean',
  category: 'string',
  text: 'string',
  id: 'string',
};

/** The columns that a model reads, as conditions know them. */
export function conditionColumns({
  inputs,
}: Pick<Signature, 'inputs'>): Record<string, ColumnSchema> {
  return Object.fromEntries(inputs.map(({ name, kind }) => [name, { type: TYPES[kind] }]));
}

/**
 * Columns of rows, as far as conditions read them: the door looks at the others.
 *
 * @throws INPUT_SCHEMA_MISMATCH at the first value that a field cannot hold.
 */
export function columnsOfRows(inputs: readonly InputField[], rows: readonly Row[]): Column[] {
  const read = rows.map((row) =>
    Object.fromEntries(inputs.map(({ name }) => [name, row[name] ?? null])),
  );
  return [...tableFromRows(inputs, read).columns];
}
