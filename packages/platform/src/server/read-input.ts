import {
  type InputOf,
  inputChecker,
  type Operation,
  requestInvalid,
} from '@kaizenml/contracts/operations';
import { fastCheck } from './fast-check.ts';
import { mergeInput, type RequestParts } from './inputs.ts';

/**
 * Reads the input of an operation from the parts of a request.
 *
 * @returns A function that throws REQUEST_INVALID with every problem at once.
 */
export function inputReader<O extends Operation>(
  described: O,
): (request: RequestParts) => InputOf<O> {
  const fits = fastCheck(described.name);
  const check = inputChecker(described);
  return (request) => {
    const { given, problems } = mergeInput(request);
    if (problems.length === 0 && fits(given)) return given as InputOf<O>;
    const checked = check(given);
    if (problems.length === 0 && checked.ok) return checked.input;
    throw requestInvalid(described, [...problems, ...(checked.ok ? [] : checked.problems)]);
  };
}
