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
    const path = `${place}/${name}`;
    if (seen.has(name))
      problems.push({
        path,
        problem: 'duplicate',
        message: `${path} must come once, got it again.`,
      });
    else if (!isKnown.has(name)) {
      const hint =
        name === output.name
          ? `Leave "${name}" out: it is what the model answers.`
          : didYouMean(name, known);
      problems.push({
        path,
        problem: 'unknown',
        message: `${path} must be a column that the model reads, got ${showValue(name)}.`,
        ...(hint === undefined ? {} : { hint }),
      });
    }
    seen.add(name);
  }
  for (const { name, required } of inputs)
    if (required && !seen.has(name))
      problems.push({
        path: `${place}/${name}`,
        problem: 'missing',
        message: `${place}/${name} must be there, got nothing.`,
        hint: 'Send a missing value where it is not known; it is then imputed as in training.',
      });
  return problems;
}

/** The refusal of columns, if anything is wrong with them. @throws INPUT_SCHEMA_MISMATCH with all problems in `details.issues`. */
export function assertColumns(signature: Signature, issues: readonly ColumnProblem[]): void {
  if (issues.length === 0) return;
  const said = issues.slice(0, MOST_SAID).map(({ message }) => message.slice(0, -1));
  const rest = issues.length - said.length;
  throw new AppError('INPUT_SCHEMA_MISMATCH', {
    message: `The columns do not fit the model: ${said.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`,
    hint:
      issues.find(({ hint }) => hint !== undefined)?.hint ??
      `The model reads ${listNames(signature.inputs.map(({ name }) => name))}; see its input with \`kaizen models show\`.`,
    details: { issues },
  });
}
