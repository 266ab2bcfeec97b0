import { AppError } from '../app-error.ts';
import { listProblems } from '../operations/problems.ts';

/** The refusal of a part of a project with everything that is wrong with it. */
export function projectInvalid(
  place: string,
  {
    problems,
    hint,
  }: {
    readonly problems: readonly { readonly path: string; readonly problem: string }[];
    readonly hint: string;
  },
): AppError {
  return new AppError('PROJECT_INVALID', {
    message: `${place} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}: ${listProblems(problems, 10)}.`,
    hint,
    details: { place, problems },
  });
}
