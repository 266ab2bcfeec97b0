import { AppError, type InputField, type Row } from '@kaizenml/contracts';
import { type Table, tableFromRows } from '@kaizenml/ml/table';

/** Rows as a table, and what could not be read of them. */
export interface ReadableRows {
  readonly table: Table;
  /** Values that their field cannot hold, by column; they are missing in the table. */
  readonly unreadable: Readonly<Record<string, number>>;
}

/** A table of rows of which some may hold what their fields cannot: a door that warns lets them in. @cost O(rows * fields) */
export function readableRows(fields: readonly InputField[], rows: readonly Row[]): ReadableRows {
  const table = findTable(fields, rows);
  if (table !== undefined) return { table, unreadable: {} };
  const unreadable: Record<string, number> = {};
  const cleaned = rows.map((row): Row => {
    if (findTable(fields, [row]) !== undefined) return row;
    const bad = fields.filter((field) => findTable([field], [row]) === undefined);
    for (const { name } of bad) unreadable[name] = (unreadable[name] ?? 0) + 1;
    return { ...row, ...Object.fromEntries(bad.map(({ name }) => [name, null])) };
  });
  return { table: tableFromRows(fields, cleaned), unreadable };
}

function findTable(fields: readonly InputField[], rows: readonly Row[]): Table | undefined {
  try {
    return tableFromRows(fields, rows);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'INPUT_SCHEMA_MISMATCH') return undefined;
    throw thrown;
  }
}
