import { type ColumnCheck, countOf, linesOf, placesOf } from '../check.ts';
import { nValues } from '../evidence/column-evidence.ts';

/** Fewest steps that tell an order, and the share of them that may go the other way. */
const [FEWEST_STEPS, MOST_AGAINST] = [20, 0.08];

/** Rows that are out of the order of time that all others keep. */
export const timeOrder: ColumnCheck = (column, table) => {
  const { nLater, nEarlier, outOfRise, outOfFall } = column.timeOrder;
  const isRising = nLater > nEarlier;
  const seen = isRising ? outOfRise : outOfFall;
  const against = Math.min(nLater, nEarlier);
  if (seen.count === 0 || nLater + nEarlier < FEWEST_STEPS) return undefined;
  const total = nValues(column);
  if (against > MOST_AGAINST * (nLater + nEarlier) || seen.count > MOST_AGAINST * total)
    return undefined;
  return {
    code: 'TIMES_UNORDERED',
    severity: 'warning',
    column: column.name,
    message: `Column '${column.name}' ${isRising ? 'rises' : 'falls'} in time but for ${countOf(seen.count, total)} out of order, ${linesOf(seen, table)}`,
    hint: 'Sort the rows by time, or correct these dates.',
    ...placesOf(seen, total),
  };
};
