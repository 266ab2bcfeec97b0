import type { Row } from '@kaizenml/contracts';
import { cell } from './column.ts';
import type { Table } from './table.ts';

/** Row `i` of a table as a JSON object: values by column name, each as `cell` gives it. */
export function rowAt({ columns }: Table, i: number): Row {
  return Object.fromEntries(columns.map((column) => [column.name, cell(column, i)]));
}
