import { type Row, type Signature, showValue } from '@kaizenml/contracts';
import { asObject, type Problems, setCell } from '../request/index.ts';

/**
 * The rows of a list of instances: objects by column, lists in the order of the model's columns, or plain values for a model of one column.
 *
 * Columns of objects are checked where rows are answered.
 *
 * @param path Where the list is: `instances`.
 * @returns No rows where a problem is told.
 */
export function instanceRows(
  { inputs }: Signature,
  given: unknown,
  { path, problems }: { readonly path: string; readonly problems: Problems },
): Row[] {
  if (!Array.isArray(given)) {
    problems.add(path, `must be a list of rows, got ${showValue(given)}`);
    return [];
  }
  return given.flatMap((instance: unknown, i): Row[] => {
    const object = asObject(instance);
    if (object !== undefined) return [object];
    const cells: readonly unknown[] = Array.isArray(instance) ? instance : [instance];
    if (
      cells.length !== inputs.length ||
      cells.some((cell) => typeof cell === 'object' && cell !== null)
    ) {
      problems.add(
        `${path}[${i}]`,
        `must be an object of columns or a list of ${inputs.length} values in the order of the model's columns, got ${showValue(instance)}`,
      );
      return [];
    }
    const row: Record<string, unknown> = {};
    for (const [j, { name }] of inputs.entries()) setCell(row, name, cells[j]);
    return [row];
  });
}
