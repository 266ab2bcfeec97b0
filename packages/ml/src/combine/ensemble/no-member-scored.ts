import { AppError } from '@kaizenml/contracts';
import type { Metric } from '../../metrics/index.ts';

/** The refusal of a library on which a metric has no value, such as an AUC of rows of one class. */
export function noMemberScored({ name, title }: Metric): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `${title} must be defined on the held-out rows, but it is for no model: their target may have one class only.`,
    hint: 'Choose a metric that these rows define, such as log_loss, or give more rows.',
    details: { metric: name },
  });
}
