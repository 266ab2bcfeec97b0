import { type Row, type Signature, showValue } from '@kaizenml/contracts';
import { assertColumns, checkColumns, type Problems, setCell } from '../request/index.ts';

/**
 * The rows of columns: an object of lists of the same length, or of plain values for a single row.
 *
 * @param path Where the object is: `inputs`.
 * @returns No rows where a problem is told.
 * @throws INPUT_SCHEMA_MISMATCH when the columns are not the model's.
 */
export function columnRows(
  signature: Signature,
  columns: Readonly<Record<string, unknown>>,
  { path, problems }: { readonly path: string; readonly problems: Problems },
): Row[] {
  const names = Object.keys(columns);
  assertColumns(signature, checkColumns(signature, names, `/${path}`));
  const lists = names.map((name) => columns[name]);
  const isSingle = !lists.some(Array.isArray);
  const nRows = isSingle ? 1 : (lists.find(Array.isArray)?.length ?? 0);
  const before = problems.count;
  const cells = lists.map((list, j): readonly unknown[] => {
    if (isSingle) return [list];
    if (Array.isArray(list) && list.length === nRows) return list.map(unwrapped);
    problems.add(
      `${path}.${names[j]}`,
      `must be a list of ${nRows} values like the first column, got ${showValue(list)}`,
    );
    return [];
  });
  if (problems.count > before) return [];
  return Array.from({ length: nRows }, (_, i) => {
    const row: Record<string, unknown> = {};
    for (const [j, name] of names.entries()) setCell(row, name, cells[j]?.[i]);
    return row;
  });
}

/** A column of shape n x 1 is one of shape n. */
function unwrapped(cell: unknown): unknown {
  return Array.isArray(cell) && cell.length === 1 ? cell[0] : cell;
}
