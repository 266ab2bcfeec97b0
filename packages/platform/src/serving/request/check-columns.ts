import { AppError, didYouMean, listNames, type Signature, showValue } from '@kaizenml/contracts';

/** One thing that is wrong with the columns of a request. */
export interface ColumnProblem {
  /** JSON pointer into the request, such as `/inputs/age`. */
  readonly path: string;
  readonly problem: 'missing' | 'unknown' | 'duplicate' | 'type';
  /** One sentence with the path, the expectation and the value. */
  readonly message: string;
  readonly hint?: string;
}

/** Problems that the sentence of a refusal says; `details` has all. */
const MOST_SAID = 5;
/** Problems that are listed; a last one says how many more there are. */
const MOST_PROBLEMS = 100;
/** Characters of a name that a refusal shows, and of one whose likes are looked for: looking costs the length squared. */
const LONGEST_NAME = 100;

/**
 * What is wrong with the columns of a request that comes by columns: unknown ones, ones that come twice, required ones that are absent.
 *
 * @param place Where the names are, as a JSON pointer: `/inputs`.
 * @returns At most one problem per name given or required.
 */
export function checkColumns(
  { inputs, output }: Signature,
  names: readonly string[],
  place: string,
): ColumnProblem[] {
  const known = inputs.map(({ name }) => name);
  const isKnown = new Set(known);
  const seen = new Set<string>();
  const problems: ColumnProblem[] = [];
  for (const name of names) {
    if (seen.has(name)) problems.push(duplicate(pointer(place, name)));
    else if (!isKnown.has(name)) {
      const hasLikes = problems.length < MOST_PROBLEMS && name.length <= LONGEST_NAME;
      const path = pointer(place, name);
      problems.push(unknown(path, { name, output, known: hasLikes ? known : [] }));
    }
    seen.add(name);
  }
  for (const { name, required } of inputs)
    if (required && !seen.has(name)) problems.push(missing(pointer(place, name)));
  return problems;
}

function duplicate(path: string): ColumnProblem {
  return { path, problem: 'duplicate', message: `${path} must come once, got it again.` };
}

function missing(path: string): ColumnProblem {
  return {
    path,
    problem: 'missing',
    message: `${path} must be there, got nothing.`,
    hint: 'Send a missing value where it is not known; it is then imputed as in training.',
  };
}

function unknown(
  path: string,
  {
    name,
    output,
    known,
  }: {
    readonly name: string;
    readonly output: Signature['output'];
    readonly known: readonly string[];
  },
): ColumnProblem {
  const hint =
    name === output.name
      ? `Leave "${name}" out: it is what the model answers.`
      : didYouMean(name, known);
  return {
    path,
    problem: 'unknown',
    message: `${path} must be a column that the model reads, got ${showValue(name)}.`,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** Longer names are cut: a refusal is no echo. */
function pointer(place: string, name: string): string {
  const shown = name.slice(0, LONGEST_NAME);
  return `${place}/${shown.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/**
 * Refuses columns with which anything is wrong.
 *
 * @throws INPUT_SCHEMA_MISMATCH with at most 100 problems in `details.issues`; a last one says how many more there are.
 */
export function assertColumns(signature: Signature, problems: readonly ColumnProblem[]): void {
  if (problems.length === 0) return;
  const said = problems.slice(0, MOST_SAID).map(({ message }) => message.slice(0, -1));
  const rest = problems.length - said.length;
  const nMore = problems.length - MOST_PROBLEMS;
  const more = { path: '', problem: 'more', message: `The columns have ${nMore} more problems.` };
  throw new AppError('INPUT_SCHEMA_MISMATCH', {
    message: `The columns do not fit the model: ${said.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`,
    hint:
      problems.find(({ hint }) => hint !== undefined)?.hint ??
      `The model reads ${listNames(signature.inputs.map(({ name }) => name))}; see its input with \`kaizen models show\`.`,
    details: { issues: nMore > 0 ? [...problems.slice(0, MOST_PROBLEMS), more] : problems },
  });
}
