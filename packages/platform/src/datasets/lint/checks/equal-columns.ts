import type { TableCheck } from '../check.ts';

/** Fewest rows that make it no accident. */
const FEWEST_ROWS = 10;

/** Columns that hold the same values in every row. */
export const equalColumns: TableCheck = ({ columns, equal, header, nRows }) =>
  nRows < FEWEST_ROWS
    ? []
    : equal.flatMap((group) => {
        const [first, ...others] = group.flatMap((j) => columns[j] ?? []);
        if (first === undefined || (first.values.size <= 1 && !first.hasMore)) return [];
        return others.map(({ name, position }) => ({
          code: 'COLUMNS_EQUAL' as const,
          severity: 'warning' as const,
          column: name,
          message: `Column '${name}' holds the same values as column '${first.name}' in all ${nRows} rows`,
          hint: 'Leave one of the two out.',
          lines: [header.line],
          details: { sameAs: first.name, positions: [first.position, position] },
        }));
      });
