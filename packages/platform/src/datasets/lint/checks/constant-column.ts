import type { ColumnCheck } from '../check.ts';

/** Fewest rows that make it no accident. */
const FEWEST_ROWS = 10;

/** A column with a single value in every row. */
export const constantColumn: ColumnCheck = (
  { name, nCells, nMissing, values, hasMore },
  { header },
) => {
  const [only] = values.keys();
  if (nCells < FEWEST_ROWS || nMissing > 0 || hasMore || values.size !== 1) return undefined;
  return {
    code: 'COLUMN_CONSTANT',
    severity: 'info',
    column: name,
    message: `Column '${name}' holds '${only}' in all ${nCells} rows`,
    hint: 'Leave it out, or check the filter of the export.',
    lines: [header.line],
    details: { value: only, count: nCells, total: nCells, share: 1 },
  };
};
