import { countOf, linesOf, placesOf, type TableCheck } from '../check.ts';
import { nValues } from '../evidence/column-evidence.ts';
import type { TableEvidence } from '../evidence/table-evidence.ts';

/** Columns from which equal rows are hardly an accident, and the share of values that makes a column a key. */
const [FEWEST_COLUMNS, NEARLY_ALL] = [2, 0.9];
/** Times that rows repeat more often than if columns had nothing to do with each other, and the least share of copies. */
const [TIMES, FEWEST_SHARE] = [20, 0.01];

/** Rows that occur more than once: copies for sure where one of the columns tells rows apart. */
export const duplicateRows: TableCheck = (table) => {
  const { file, duplicates, nRows, columns } = table;
  const { seen, sampledEvery } = duplicates;
  if (seen.count === 0 || columns.length < FEWEST_COLUMNS) return [];
  const isKeyed = columns.some((column) => tellsApart(column, nRows - seen.count));
  if (!isKeyed && isAccident(table)) return [];
  const about = sampledEvery === 1 ? '' : 'about ';
  return [
    {
      code: 'ROWS_DUPLICATE',
      severity: isKeyed ? 'warning' : 'info',
      message: `${about}${countOf(seen.count, nRows, 'rows')} of '${file}' ${seen.count === 1 ? 'is a copy of another one' : 'are copies of others'}, ${linesOf(seen, table)}`,
      hint: 'Find out whether something was loaded twice; copies count twice in every figure.',
      ...placesOf(seen, nRows),
    },
  ];
};

function isAccident(table: TableEvidence): boolean {
  const { count } = table.duplicates.seen;
  return count < FEWEST_SHARE * table.nRows || count < TIMES * expectedByChance(table);
}

/** Whether a column has nearly as many values as there are distinct rows. */
function tellsApart(column: TableEvidence['columns'][number], nDistinct: number): boolean {
  return (
    !column.hasMore &&
    column.values.size >= NEARLY_ALL * nDistinct &&
    nValues(column) >= NEARLY_ALL * nDistinct
  );
}

/** Copies that chance would make: pairs of rows that agree in every column. */
function expectedByChance({ columns, nRows }: TableEvidence): number {
  const agreement = columns.reduce((product, column) => {
    const { values, hasMore, nCells, nMissing } = column;
    const missing = (nMissing / Math.max(1, nCells)) ** 2;
    if (hasMore) return product * (1 / values.size + missing);
    const shares = [...values.values()].map(({ count }) => (count / Math.max(1, nCells)) ** 2);
    return product * (missing + shares.reduce((sum, one) => sum + one, 0));
  }, 1);
  return ((nRows * (nRows - 1)) / 2) * agreement;
}
