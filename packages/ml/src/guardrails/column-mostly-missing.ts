import type { Finding } from '@kaizenml/contracts';
import { type Column, columnLength, countMissing } from '../table/index.ts';
import { percent } from './percent.ts';

/** Share of missing values above which a column says too little. */
const MOST_MISSING = 0.95;

/**
 * Finds a column that is missing in more than 95 % of the rows.
 *
 * @cost O(n)
 * @source Breck et al. (2019), "Data Validation for Machine Learning", SysML.
 */
export function checkMostlyMissing(column: Column): Finding[] {
  return mostlyMissingFindings(column.name, countMissing(column), columnLength(column));
}

/** The same from counts. */
export function mostlyMissingFindings(name: string, nMissing: number, nRows: number): Finding[] {
  const shareMissing = nRows === 0 ? 0 : nMissing / nRows;
  if (shareMissing <= MOST_MISSING || shareMissing === 1) return [];
  return [
    {
      code: 'COLUMN_MOSTLY_MISSING',
      severity: 'info',
      message: `Column "${name}" is missing in ${percent(shareMissing)} of ${nRows} rows.`,
      hint: 'It is left out; fill it in the data if its values matter.',
      column: name,
      details: { column: name, shareMissing, nRows },
    },
  ];
}
