import { AppError, type InputField } from '@kaizenml/contracts';
import { cell, findColumn, type Table } from '@kaizenml/ml/table';
import { keyText } from './key-text.ts';
import type { LookupValues } from './lookup-plan.ts';

/** Rows of a table by their key. */
export interface KeyIndex {
  readonly nKeys: number;
  get(key: string): LookupValues | undefined;
}

/**
 * Indexes a table by a column. The values stay in its typed columns: a key costs an entry of a map.
 *
 * Of several rows with a key the last one counts; rows without one are left out.
 *
 * @param columns Columns whose values are wanted.
 * @throws COLUMN_UNKNOWN for one that the table does not have
 * @cost O(rows) time, about 100 bytes per key beside the columns
 */
export function createKeyIndex(
  table: Table,
  { key, columns }: { readonly key: InputField; readonly columns: readonly InputField[] },
): KeyIndex {
  const columnOf = (name: string) => {
    const column = findColumn(table, name);
    if (column !== undefined) return column;
    throw new AppError('COLUMN_UNKNOWN', {
      message: `The dataset of a lookup must have a column "${name}", got none.`,
      hint: 'Register the graph again with the columns that the dataset has now.',
      details: { column: name, columns: table.columns.map((each) => each.name) },
    });
  };
  const keys = columnOf(key.name);
  const wanted = columns.map(({ name }) => columnOf(name));
  const places = new Map<string, number>();
  for (let i = 0; i < table.nRows; i++) {
    const text = keyText(key, cell(keys, i));
    if (text !== undefined) places.set(text, i);
  }
  return {
    nKeys: places.size,
    get(text) {
      const place = places.get(text);
      if (place === undefined) return undefined;
      return Object.fromEntries(wanted.map((column) => [column.name, cell(column, place)]));
    },
  };
}
