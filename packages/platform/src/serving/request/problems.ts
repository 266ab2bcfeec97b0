import { AppError } from '@kaizenml/contracts';
import { type InputProblem, listProblems } from '@kaizenml/contracts/operations';

/** Problems that are listed; a last one says how many more there are. */
const MOST_PROBLEMS = 100;

/** Everything that is wrong with one request, told at once. */
export interface Problems {
  /** Notes a problem. @param path Where: `inputs[2].shape`. @param problem Without a subject: `must be a list, got 3`. */
  add(path: string, problem: string): void;
  /** Problems so far, listed or not. */
  readonly count: number;
  /**
   * Refuses the request if anything is wrong with it.
   *
   * @throws REQUEST_INVALID with at most 100 problems in `details.problems`; a last one says how many more there are.
   */
  assertNone(): void;
}

/**
 * Collects what is wrong with a request.
 *
 * @param subject What the sentence is about: `inference request`.
 * @param hint What to do about it.
 */
export function collectProblems(subject: string, hint: string): Problems {
  const listed: InputProblem[] = [];
  let count = 0;
  return {
    add(path, problem) {
      if (count++ < MOST_PROBLEMS) listed.push({ path, problem });
    },
    get count() {
      return count;
    },
    assertNone() {
      if (count === 0) return;
      const nMore = count - listed.length;
      const more = { path: '(top)', problem: `has ${nMore} more problems` };
      const problems = nMore === 0 ? listed : [...listed, more];
      throw new AppError('REQUEST_INVALID', {
        message: `The ${subject} has ${count === 1 ? 'a problem' : `${count} problems`}: ${listProblems(problems)}.`,
        hint,
        details: { problems },
      });
    },
  };
}

/** The refusal of a request with a single problem. */
export function requestProblem(
  { path, problem }: InputProblem,
  { subject, hint }: { readonly subject: string; readonly hint: string },
): AppError {
  return new AppError('REQUEST_INVALID', {
    message: `The ${subject} has a problem: ${listProblems([{ path, problem }])}.`,
    hint,
    details: { problems: [{ path, problem }] },
  });
}
