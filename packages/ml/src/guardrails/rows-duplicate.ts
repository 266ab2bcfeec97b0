import type { Finding } from '@kaizenml/contracts';
import { countDuplicateRows } from '../stats/index.ts';
import type { Table } from '../table/index.ts';
import { percent } from './percent.ts';

/** Share of duplicates from which they may carry test rows into the training part. */
const MOST_DUPLICATES = 0.05;

/**
 * Finds that more than 5 % of the rows equal an earlier row.
 *
 * @cost O(rows * columns)
 * @source Barz & Denzler (2020), "Do We Train on Test Data?": duplicates across a split flatter the score.
 */
export function checkDuplicateRows(table: Table): Finding[] {
  return duplicateFindings(countDuplicateRows(table), table.nRows);
}

/** The same from counts. */
export function duplicateFindings(nDuplicates: number, nRows: number): Finding[] {
  const share = nRows === 0 ? 0 : nDuplicates / nRows;
  if (share <= MOST_DUPLICATES) return [];
  return [
    {
      code: 'ROWS_DUPLICATE',
      severity: 'warning',
      message: `The table repeats itself: ${nDuplicates} of ${nRows} rows (${percent(share)}) equal an earlier row.`,
      hint: 'Drop them if they are copies: a copy in the test part makes the score look better than it is.',
      details: { nDuplicates, nRows, share },
    },
  ];
}
