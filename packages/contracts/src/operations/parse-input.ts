import type { z } from 'zod';
import { AppError } from '../app-error.ts';
import type { InputOf, Operation } from './operation.ts';
import { type InputProblem, listProblems, problemsOf } from './problems.ts';

/** What comes of checking an input: the parsed value, or every problem. */
export type CheckedInput<O> =
  | { readonly ok: true; readonly input: InputOf<O> }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/**
 * A function that checks inputs of an operation; a key that the operation does not know is a problem.
 *
 * Made once per operation, because a schema is compiled on first use.
 */
export function inputChecker<O extends Operation>(
  described: O,
): (given: Readonly<Record<string, unknown>>) => CheckedInput<O> {
  const schema: z.ZodObject = described.input.strict();
  return (given) => {
    const parsed = schema.safeParse(given);
    return parsed.success
      ? { ok: true, input: parsed.data as InputOf<O> }
      : { ok: false, problems: problemsOf(parsed.error, given, schema) };
  };
}

/** The failure of a request whose input has problems: every one with its path. */
export function requestInvalid(
  described: Pick<Operation, 'name' | 'http' | 'example'>,
  problems: readonly InputProblem[],
): AppError {
  return new AppError('REQUEST_INVALID', {
    message: `The input of ${described.name} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}: ${listProblems(problems)}.`,
    hint: validInput(described),
    details: { operation: described.name, problems },
  });
}

/** What else to send, without the inputs that the address gives. */
function validInput({ http, example }: Pick<Operation, 'http' | 'example'>): string {
  const inPath = new Set(Array.from(http?.matchAll(/\{(\w+)\}/g) ?? [], ([, name]) => name));
  const rest = Object.entries(example).filter(([name]) => !inPath.has(name));
  if (rest.length === 0) return 'Send no query and no body; the path says everything.';
  const hasBody = http?.startsWith('POST') || http?.startsWith('PUT');
  return `A valid ${hasBody ? 'body' : 'input'} is ${JSON.stringify(Object.fromEntries(rest))}.`;
}
