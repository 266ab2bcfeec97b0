import type { Finding } from '@kaizenml/contracts';
import { type Column, cell, columnLength, countMissing } from '../table/index.ts';

/**
 * Finds a column with one value in every row, or none at all.
 *
 * Missing beside one value is not constant: that a value is there may tell something.
 *
 * @cost O(n)
 * @source Breck et al. (2019), "Data Validation for Machine Learning", SysML.
 */
export function checkConstant(column: Column): Finding[] {
  const nRows = columnLength(column);
  const nMissing = countMissing(column);
  if (nRows === 0 || (nMissing > 0 && nMissing < nRows)) return [];
  const value = cell(column, 0);
  for (let row = 1; row < nRows; row++) if (cell(column, row) !== value) return [];
  return [constantFinding(column.name, value, nRows)];
}

/** The finding about a column with one value in all rows; null is none at all. */
export function constantFinding(
  name: string,
  value: string | number | null,
  nRows: number,
): Finding {
  const message =
    value === null
      ? `Column "${name}" has no value in any of ${nRows} rows.`
      : `Column "${name}" has one value, ${JSON.stringify(value)}, in all of ${nRows} rows.`;
  return {
    code: 'COLUMN_CONSTANT',
    severity: 'info',
    message,
    hint: 'It cannot tell rows apart and is left out.',
    column: name,
    details: { column: name, value, nRows },
  };
}
