import { countOf, linesOf, placesOf, type TableCheck } from '../check.ts';

/** Rows whose values stand one column too far. */
export const shiftedRows: TableCheck = (table) => {
  const { shifted, nRows, file } = table;
  if (shifted.count === 0 || shifted.count > 0.3 * nRows) return [];
  return [
    {
      code: 'ROWS_SHIFTED',
      severity: 'error',
      message: `${countOf(shifted.count, nRows, 'rows')} of '${file}' ${shifted.count === 1 ? 'seems' : 'seem'} to have values one column too far, ${linesOf(shifted, table)}`,
      hint: 'Look for a delimiter too many or too few in these lines, often in a text without quotes.',
      ...placesOf(shifted, nRows),
    },
  ];
};
