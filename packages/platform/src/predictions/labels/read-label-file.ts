import { AppError, didYouMean, listNames } from '@kaizenml/contracts';
import { type Column, isNumeric, type Table } from '@kaizenml/ml/table';
import type { LabelValue, NewLabel } from '../log.ts';

const ID = ['request_id', 'requestId'];

/**
 * The labels in a file with the columns `request_id` and `label`, and maybe `row` and `at`. Rows without a label are
 * left out: what is not known yet.
 *
 * @throws COLUMN_UNKNOWN, ARGUMENT_INVALID with the first cell that is no row or no time, and what reading a table throws
 */
export async function readLabelFile(path: string): Promise<readonly NewLabel[]> {
  const { readTable } = await import('../../datasets/index.ts');
  const kinds = new Map(ID.map((name) => [name, 'id' as const]));
  const { table } = await readTable(path, { kinds });
  const ids = columnOf(table, { names: ID, path });
  const labels = columnOf(table, { names: ['label'], path });
  const rows = table.columns.find(({ name }) => name === 'row');
  const times = table.columns.find(({ name }) => name === 'at');
  const found: NewLabel[] = [];
  for (let i = 0; i < table.nRows; i++) {
    const [requestId, label] = [valueAt(ids, i), valueAt(labels, i)];
    if (requestId === null || label === null) continue;
    found.push({
      requestId: String(requestId),
      label,
      row: rows === undefined ? undefined : rowAt(rows, { i, path }),
      at: times === undefined ? undefined : timeAt(times, { i, path }),
    });
  }
  return found;
}

function columnOf(
  { columns }: Table,
  { names, path }: { readonly names: readonly string[]; readonly path: string },
): Column {
  const found = columns.find(({ name }) => names.includes(name));
  if (found !== undefined) return found;
  const known = columns.map(({ name }) => name);
  const wanted = names[0] ?? '';
  throw new AppError('COLUMN_UNKNOWN', {
    message: `File "${path}" must have a column "${wanted}", got ${listNames(known, 20)}.`,
    hint: didYouMean(wanted, known) ?? 'Labels are told by the id of their request.',
    details: { column: wanted, known },
  });
}

/** A value as a label: numbers and texts as they are, dates as instants. */
function valueAt(column: Column, i: number): LabelValue | null {
  if (!isNumeric(column)) return column.levels[column.codes[i] ?? -1] ?? null;
  const value = column.values[i] ?? Number.NaN;
  if (Number.isNaN(value)) return null;
  return column.kind === 'date' ? new Date(value).toISOString() : value;
}

interface CellPlace {
  readonly i: number;
  readonly path: string;
}

function rowAt(column: Column, { i, path }: CellPlace): number | undefined {
  const value = valueAt(column, i);
  if (value === null) return undefined;
  const row = Number(value);
  if (Number.isInteger(row) && row >= 1) return row;
  throw cellInvalid('row', { expected: 'a whole number from 1', value, i, path });
}

function timeAt(column: Column, { i, path }: CellPlace): string | undefined {
  const value = valueAt(column, i);
  if (value === null) return undefined;
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(ms)) return new Date(ms).toISOString();
  throw cellInvalid('at', { expected: 'a day or an ISO 8601 instant', value, i, path });
}

function cellInvalid(
  column: string,
  {
    expected,
    value,
    i,
    path,
  }: CellPlace & { readonly expected: string; readonly value: LabelValue },
): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `Row ${i + 1}, column "${column}" must be ${expected}, got ${JSON.stringify(value)} (${path}).`,
    hint: 'Correct the cell, or leave it empty.',
    details: { column, row: i + 1, value, path },
  });
}
