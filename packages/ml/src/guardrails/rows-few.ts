import type { Finding } from '@kaizenml/contracts';

/** Rows below which figures are rough. */
const FEW_ROWS = 200;

/**
 * Finds that fewer than 200 rows have a target.
 *
 * @param nRows Rows with a target.
 * @source Vabalas et al. (2019), "Machine learning algorithm validation with a limited sample size", PLoS ONE 14.
 */
export function checkFewRows(nRows: number): Finding[] {
  if (nRows >= FEW_ROWS) return [];
  return [
    {
      code: 'ROWS_FEW',
      severity: 'warning',
      message: `The table has ${nRows} rows to learn from, fewer than ${FEW_ROWS}.`,
      hint: 'Read the intervals, not the figures alone, and gather more rows.',
      details: { nRows, few: FEW_ROWS },
    },
  ];
}
