import { type ColumnCheck, countOf, firstOf, placesOf } from '../check.ts';
import { nValues } from '../evidence/column-evidence.ts';
import { isDelimiterPadded } from './delimiter.ts';

/** Values with blanks before or behind them. */
export const blanksAround: ColumnCheck = (column, table) => {
  const { name, padded } = column;
  if (padded.count === 0 || isDelimiterPadded(table)) return undefined;
  const total = nValues(column);
  return {
    code: 'BLANKS_AROUND',
    severity: 'warning',
    column: name,
    message: `Column '${name}' has blanks around the value in ${countOf(padded.count, total)}, first ${firstOf(padded, table)}`,
    hint: 'Take them off, or let `--fix` do it: readers that do not trim see two values.',
    ...placesOf(padded, total),
  };
};
