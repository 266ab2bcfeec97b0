import { AppError } from '@kaizenml/contracts';
import type { SparseMatrix } from '../../../math/index.ts';

/**
 * Refuses features that are no counts.
 *
 * @param doing The function's name for the sentence, such as `multinomial-naive-bayes.fit`.
 * @throws ARGUMENT_INVALID where a value is below 0 or not finite.
 */
export function assertCounts(doing: string, { offsets, columns, values }: SparseMatrix): void {
  const at = values.findIndex((value) => !(value >= 0 && value < Number.POSITIVE_INFINITY));
  if (at < 0) return;
  const row = offsets.findLastIndex((offset) => offset <= at) + 1;
  const column = columns[at] + 1;
  throw new AppError('ARGUMENT_INVALID', {
    message: `${doing} must get counts of at least 0, got ${values[at]} in row ${row}, column ${column}.`,
    hint: 'Give it counts or shares, not scaled numbers; `gaussian-naive-bayes` takes any number.',
    details: { estimator: doing.split('.')[0], row, column, value: String(values[at]) },
  });
}
