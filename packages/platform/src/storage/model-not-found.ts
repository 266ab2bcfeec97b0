import { AppError, didYouMean, listNames } from '@kaizenml/contracts';

const MAX_NAMES = 20;

/**
 * The failure of a model that does not exist.
 *
 * @param known The names that exist.
 */
export function modelNotFound(name: string, known: readonly string[]): AppError {
  return new AppError('MODEL_NOT_FOUND', {
    message: `No model is called "${name}".`,
    hint:
      didYouMean(name, known) ??
      (known.length === 0
        ? 'Train one with `kaizen run FILE --target COLUMN`.'
        : `There is ${listNames(known)}; see \`kaizen models list\`.`),
    details: { name, known: known.slice(0, MAX_NAMES) },
  });
}
