import { isDeepStrictEqual } from 'node:util';
import type { LoggedRequest } from '../log.ts';
import { fromTable, type StoredRow } from './from-table.ts';
import type { Layout } from './layout.ts';
import {
  nTableRows,
  ORIGINAL,
  type TableColumn,
  type TableRow,
  tableColumns,
} from './table-columns.ts';
import type { StoredValue } from './value-kind.ts';

/** The rows of a request, by the names of columns. */
export function rowsOf(
  columns: readonly TableColumn[],
  request: TableRow['request'],
  original?: string,
): StoredRow[] {
  return Array.from({ length: nTableRows(request) }, (_, i) => {
    const row: Record<string, StoredValue> = {};
    for (const { name, cellOf } of columns) row[name] = cellOf({ request, i, original });
    return row;
  });
}

/**
 * The rows of requests, so that `fromTable` gives back each request as it was: what the columns would not give back
 * stands as a whole in `original`.
 */
export function losslessRows(layout: Layout): {
  readonly columns: readonly TableColumn[];
  readonly rowsOf: (request: LoggedRequest) => StoredRow[];
} {
  const columns = [...tableColumns(layout), ORIGINAL];
  return {
    columns,
    rowsOf: (request) => {
      const rows = rowsOf(columns, request);
      if (isSame(fromTable(layout, rows), request)) return rows;
      return rowsOf(columns, request, JSON.stringify(request));
    },
  };
}

/** Text is compared first: it is alike for all but requests whose keys stand in another order. */
function isSame(a: LoggedRequest, b: LoggedRequest): boolean {
  return JSON.stringify(a) === JSON.stringify(b) || isDeepStrictEqual(a, b);
}
