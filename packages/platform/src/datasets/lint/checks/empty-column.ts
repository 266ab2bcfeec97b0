import type { ColumnCheck } from '../check.ts';
import { trailingColumns } from './header-names.ts';

/** A column without a single value. */
export const emptyColumn: ColumnCheck = ({ name, nCells, nMissing, position }, table) =>
  nCells === 0 || nMissing < nCells || trailingColumns(table).includes(position)
    ? undefined
    : {
        code: 'COLUMN_EMPTY',
        severity: 'warning',
        column: name,
        message: `Column '${name}' has no items in it`,
        hint: 'Leave the column out, or check the export that should have filled it.',
        lines: [table.header.line],
        details: { count: nCells, total: nCells, share: 1 },
      };
