import type { z } from 'zod';
import { AppError } from '../app-error.ts';
import { showPath } from '../text/show-path.ts';
import type { InputOf, MachineInputsOf, Operation } from './operation.ts';
import { type InputProblem, listProblems, problemsOf } from './problems.ts';

/** What comes of checking an input: the parsed value, or every problem. */
export type CheckedInput<O> = Checked<InputOf<O>>;

type Checked<Input> =
  | { readonly ok: true; readonly input: Input }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/**
 * A function that checks inputs of an operation; a key that the operation does not know is a problem.
 *
 * Made once per operation, because a schema is compiled on first use.
 */
export function inputChecker<O extends Operation>(
  described: O,
): (given: Readonly<Record<string, unknown>>) => CheckedInput<O> {
  return checkerOf<InputOf<O>>(described.input);
}

/** A function that checks what a command is given: the inputs of the operation, and those that only its command has. */
export function machineChecker<O extends Operation>(
  described: O,
): (given: Readonly<Record<string, unknown>>) => Checked<{
  readonly routed: InputOf<O>;
  readonly own: MachineInputsOf<O>;
}> {
  const own = described.atMachine?.inputs.shape ?? {};
  const check = checkerOf<Record<string, unknown>>(described.input.extend(own));
  return (given) => {
    const checked = check(given);
    if (!checked.ok) return checked;
    const entries = Object.entries(checked.input);
    const pick = (isOwn: boolean) =>
      Object.fromEntries(entries.filter(([key]) => key in own === isOwn));
    const input = { routed: pick(false) as InputOf<O>, own: pick(true) as MachineInputsOf<O> };
    return { ok: true, input };
  };
}

function checkerOf<Input>(
  object: z.ZodObject,
): (given: Readonly<Record<string, unknown>>) => Checked<Input> {
  const schema: z.ZodObject = object.strict();
  return (given) => {
    const parsed = schema.safeParse(given);
    return parsed.success
      ? { ok: true, input: parsed.data as Input }
      : { ok: false, problems: problemsOf(parsed.error, given, schema) };
  };
}

/** Problems that a refusal lists; a last one says how many more there are. */
const MOST_PROBLEMS = 100;

/** The failure of a request whose input has problems: every one with its path, and at most 100 of them. */
export function requestInvalid(
  described: Pick<Operation, 'name' | 'http' | 'example' | 'tip'>,
  given: readonly InputProblem[],
): AppError {
  const problems = given.map((each) => ({ ...each, path: showPath(each.path) }));
  return new AppError('REQUEST_INVALID', {
    message: `The input of ${described.name} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}: ${listProblems(problems)}.`,
    hint: validInput(described),
    details: { operation: described.name, problems: firstOf(problems) },
  });
}

function firstOf(problems: readonly InputProblem[]): readonly InputProblem[] {
  const nMore = problems.length - MOST_PROBLEMS;
  if (nMore <= 0) return problems;
  const more = { path: '(top)', problem: `has ${nMore} more problems` };
  return [...problems.slice(0, MOST_PROBLEMS), more];
}

/** What else to send, without the inputs that the address gives. */
function validInput({ http, example, tip }: Pick<Operation, 'http' | 'example' | 'tip'>): string {
  if (tip !== undefined) return tip;
  const inPath = new Set(Array.from(http?.matchAll(/\{(\w+)\}/g) ?? [], ([, name]) => name));
  const rest = Object.entries(example).filter(([name]) => !inPath.has(name));
  if (rest.length === 0) return 'Send no query and no body; the path says everything.';
  const hasBody = http?.startsWith('POST') || http?.startsWith('PUT');
  return `A valid ${hasBody ? 'body' : 'input'} is ${JSON.stringify(Object.fromEntries(rest))}.`;
}
