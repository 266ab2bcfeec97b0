import { AppError } from '@kaizenml/contracts';

/** Where a filter or an order cannot be read, and what would be right there. */
export interface SearchProblem {
  /** Characters before the place, from 0. */
  readonly at: number;
  /** What was expected there: `a number for metrics.acc`. */
  readonly expected: string;
  /** What stands there as it was written; empty at the end. */
  readonly found: string;
  /** How to write it, with an example. */
  readonly hint: string;
}

/** Text of a search that goes into `details`, at most. */
const MOST_SHOWN = 2000;

/** The refusal of a filter or an order. Characters are counted from 1 for people, and from 0 in `details`. */
export function searchInvalid(
  text: string,
  { at, expected, found, hint }: SearchProblem,
): AppError {
  const got = found === '' ? 'its end' : `\`${found}\``;
  return new AppError('SEARCH_INVALID', {
    message: `The search must have ${expected} at character ${at + 1}, got ${got}.`,
    hint,
    details: { text: text.slice(0, MOST_SHOWN), at, expected, found },
  });
}
