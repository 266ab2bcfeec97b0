import { AppError, type InputField, type Row } from '@kaizenml/contracts';
import { type Column, isNumericKind } from './column.ts';
import { readCell, UNREADABLE } from './read-cell.ts';
import { makeTable, type Table } from './table.ts';

/**
 * A table of the signature's columns from JSON rows; other keys of a row are left out.
 *
 * Codes follow the levels of the field; levels that it does not list come after them, in order of first
 * appearance. A key that is absent is a missing value.
 *
 * @param rows Rows that `checkRows` accepts.
 * @throws INPUT_SCHEMA_MISMATCH at the first value that a field cannot hold.
 * @cost O(rows * fields).
 */
export function tableFromRows(fields: readonly InputField[], rows: readonly Row[]): Table {
  return makeTable(fields.map((field) => columnFromRows(field, rows)));
}

function columnFromRows(field: InputField, rows: readonly Row[]): Column {
  const { name, kind } = field;
  if (isNumericKind(kind)) {
    const values = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) values[i] = valueAt(field, rows, i) as number;
    return { name, kind, values };
  }
  const levels = [...(field.levels ?? [])];
  const codeOf = new Map(levels.map((level, code) => [level, code]));
  const codes = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const level = valueAt(field, rows, i) as string | null;
    if (level === null) {
      codes[i] = -1;
      continue;
    }
    let code = codeOf.get(level);
    if (code === undefined) {
      code = levels.push(level) - 1;
      codeOf.set(level, code);
    }
    codes[i] = code;
  }
  return { name, kind, codes, levels };
}

function valueAt(field: InputField, rows: readonly Row[], i: number): number | string | null {
  const given = Object.hasOwn(rows[i], field.name) ? rows[i][field.name] : null;
  const read = readCell(field, given);
  if (read !== UNREADABLE) return read;
  throw new AppError('INPUT_SCHEMA_MISMATCH', {
    message: `Row ${i}, column "${field.name}" must be a ${field.kind}, got ${JSON.stringify(given) ?? String(given)}.`,
    hint: 'Check the rows with `checkRows` before making a table of them.',
    details: { row: i, column: field.name, kind: field.kind, value: given },
  });
}
