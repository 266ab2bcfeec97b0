import { AppError } from '@kaizenml/contracts';
import { type Features, isSparse } from './design.ts';

/**
 * Refuses features that hold NaN or an infinity: a sum over them would say nothing.
 *
 * @throws ARGUMENT_INVALID with the first such place.
 * @cost O(entries)
 */
export function assertFinite(owner: string, x: Features): void {
  const { values } = x;
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] - values[at];
  if (sum === 0) return;
  const at = values.findIndex((value) => !Number.isFinite(value));
  const row = isSparse(x)
    ? x.offsets.findLastIndex((offset) => offset <= at)
    : Math.floor(at / x.nColumns);
  const column = isSparse(x) ? x.columns[at] : at % x.nColumns;
  throw new AppError('ARGUMENT_INVALID', {
    message: `${owner}.fit must get finite features, got ${values[at]} in row ${row + 1}, column ${column + 1}.`,
    hint: 'Impute missing values first: the recipe `dense` does.',
    details: { estimator: owner, row: row + 1, column: column + 1, value: String(values[at]) },
  });
}
