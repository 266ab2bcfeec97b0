import { AppError } from '@kaizenml/contracts';

/** The failure of a run that is not there. */
export function runNotFound(id: string): AppError {
  return new AppError('RUN_NOT_FOUND', {
    message: `Run "${id}" does not exist.`,
    hint: 'See the ids with `kaizen runs list`.',
    details: { id },
  });
}
