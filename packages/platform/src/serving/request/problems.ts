import { AppError, showPath } from '@kaizenml/contracts';
import { type InputProblem, listProblems } from '@kaizenml/contracts/operations';

/** Problems that are listed; a last one says how many more there are. */
const MOST_PROBLEMS = 100;
/** Problems that are counted; a request with so many is refused at once, before more work is done for it. */
const MOST_COUNTED = 10_000;

/** Everything that is wrong with one request, told at once. */
export interface Problems {
  /**
   * Notes a problem.
   *
   * @param path Where: `inputs[2].shape`.
   * @param problem Without a subject: `must be a list, got 3`.
   * @throws REQUEST_INVALID at the 10 000th: what follows is not read.
   */
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
  const assertNone = (): void => {
    if (count === 0) return;
    const least = count === MOST_COUNTED ? 'at least ' : '';
    const nMore = count - listed.length;
    const more = { path: '(top)', problem: `has ${least}${nMore} more problems` };
    const problems = nMore === 0 ? listed : [...listed, more];
    throw new AppError('REQUEST_INVALID', {
      message: `The ${subject} has ${count === 1 ? 'a problem' : `${least}${count} problems`}: ${listProblems(problems)}.`,
      hint,
      details: { problems },
    });
  };
  return {
    add(path, problem) {
      if (count++ < MOST_PROBLEMS) listed.push({ path: showPath(path), problem });
      if (count === MOST_COUNTED) assertNone();
    },
    get count() {
      return count;
    },
    assertNone,
  };
}

/** The refusal of a request with a single problem. */
export function requestProblem(
  { path: place, problem }: InputProblem,
  { subject, hint }: { readonly subject: string; readonly hint: string },
): AppError {
  const path = showPath(place);
  return new AppError('REQUEST_INVALID', {
    message: `The ${subject} has a problem: ${listProblems([{ path, problem }])}.`,
    hint,
    details: { problems: [{ path, problem }] },
  });
}
