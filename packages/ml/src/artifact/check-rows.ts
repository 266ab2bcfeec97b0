import {
  AppError,
  type DoorFinding,
  didYouMean,
  type InputField,
  listNames,
  type ServedAnomalies,
  type Signature,
  showPath,
  showValue,
} from '@kaizenml/contracts';
import { readCell, UNREADABLE } from '../table/index.ts';

/** One thing that is wrong with the rows of a request. */
export interface RowIssue {
  /** JSON pointer into the request, such as `/rows/3/age`. */
  readonly path: string;
  readonly problem:
    | 'not-a-row'
    | 'missing'
    | 'unknown'
    | 'type'
    | 'not-finite'
    | 'not-a-date'
    | 'null'
    | 'category'
    | 'range'
    | 'more';
  /** One sentence with the path, the expectation and the value. */
  readonly message: string;
  readonly hint?: string;
}

/** Issues that are listed; a last one says how many more there are. */
const MOST_ISSUES = 100;
/** Problems that the sentence of a refusal says; `details` has all. */
const MOST_SAID = 5;

/**
 * Everything that is wrong with the rows of a request, in the order of the rows.
 *
 * Wrong are: a row that is no object, a required column that is absent (null is a missing value, which is imputed), a column that the model neither
 * reads nor ignores, a value of another type, a number that is not finite, a date that is none. A level that training
 * never saw and a number outside the training range are not wrong: models answer them.
 *
 * @returns At most 100 issues; where there are more, a last one with problem `more` says how many.
 * @cost O(rows * columns).
 */
export function checkRows(signature: Signature, rows: readonly unknown[]): RowIssue[] {
  const issues: RowIssue[] = [];
  let nIssues = 0;
  /** What is not listed is counted and not put into words: a request must not cost more than its answer. */
  const add = (say: () => RowIssue): void => {
    if (nIssues++ < MOST_ISSUES) issues.push(say());
  };
  const names = signature.inputs.map(({ name }) => name);
  const known = new Set([...names, ...(signature.ignores ?? [])]);
  rows.forEach((row, i) => {
    const place = `/rows/${i}`;
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      add(() => notARow(i, row));
      return;
    }
    for (const name of Object.keys(row))
      if (!known.has(name)) add(() => unknownColumn(pointer(place, name), name, signature, names));
    for (const field of signature.inputs) {
      const value = Object.hasOwn(row, field.name)
        ? (row as Record<string, unknown>)[field.name]
        : undefined;
      const issue = checkValue(pointer(place, field.name), field, value);
      if (issue) add(() => issue);
    }
  });
  if (nIssues > MOST_ISSUES) {
    const nMore = nIssues - MOST_ISSUES;
    issues.push({ path: '/rows', problem: 'more', message: `/rows has ${nMore} more problems.` });
  }
  return issues;
}

/**
 * Refuses rows that the model cannot answer.
 *
 * @throws INPUT_SCHEMA_MISMATCH with all issues in `details.issues`.
 */
export function assertRows(signature: Signature, rows: readonly unknown[]): void {
  const issues = checkRows(signature, rows);
  if (issues.length > 0) throw rowsMismatch(signature, issues);
}

/** What a refusal says beside its issues. */
interface RefusedBeside extends Partial<ServedAnomalies> {
  /** Problems that alone would not have refused the rows. */
  readonly warnings?: readonly DoorFinding[];
}

/** The refusal of rows: what the model cannot read, and what they do not keep of the schema of its training data. */
export function rowsMismatch(
  signature: Signature,
  issues: readonly RowIssue[],
  { anomalies = [], nOffending = 0, warnings = [] }: RefusedBeside = {},
): AppError {
  const said = [
    ...issues.map(({ message }) => message.slice(0, -1)),
    ...anomalies.map(({ row, message }) => `row ${row}: ${message.slice(0, -1)}`),
  ];
  const rest = said.length - MOST_SAID;
  const hints = issues.flatMap(({ hint }) => hint ?? []);
  return new AppError('INPUT_SCHEMA_MISMATCH', {
    message: `The rows do not fit the model: ${said.slice(0, MOST_SAID).join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`,
    hint:
      hints[0] ??
      `The model reads ${listNames(signature.inputs.map(({ name }) => name))}; see its input with \`kaizen models show\`.`,
    details: {
      issues,
      ...(anomalies.length === 0 ? {} : { anomalies, nOffending }),
      ...(warnings.length === 0 ? {} : { warnings }),
    },
  });
}

/** The issue of a row that is no object. */
export function notARow(i: number, row: unknown): RowIssue {
  const path = `/rows/${i}`;
  return {
    ...{ path, problem: 'not-a-row' },
    message: `${path} must be an object of column names and values, got ${showValue(row)}.`,
  };
}

/** What is wrong with a value of a column; undefined when the model can read it. */
export function checkValue(path: string, field: InputField, value: unknown): RowIssue | undefined {
  if (value === null || value === '') return undefined;
  if (value === undefined) {
    if (!field.required) return undefined;
    return {
      path,
      problem: 'missing',
      message: `${path} must be there, got nothing.`,
      hint: 'Send null where the value is not known; it is then imputed as in training.',
    };
  }
  if (readCell(field, value) !== UNREADABLE) return undefined;
  if (typeof value === 'number' && !Number.isFinite(value))
    return { path, problem: 'not-finite', message: `${path} must be finite, got ${value}.` };
  const problem = field.kind === 'date' && typeof value === 'string' ? 'not-a-date' : 'type';
  return {
    path,
    problem,
    message: `${path} must be ${EXPECTED[field.kind]}, got ${showValue(value)}.`,
  };
}

const EXPECTED: Readonly<Record<InputField['kind'], string>> = {
  number: 'a number',
  date: 'an ISO 8601 date such as "2024-05-31" or "2024-05-31T10:00:00Z"',
  boolean: 'true or false',
  category: 'text, a number or a boolean',
  text: 'text',
  id: 'text or a number',
};

/** The issue of a column that the model does not read. */
export function unknownColumn(
  path: string,
  name: string,
  { output }: Signature,
  names: readonly string[],
): RowIssue {
  const hint =
    name === output.name
      ? `Leave "${name}" out: it is what the model answers.`
      : didYouMean(name, names);
  return {
    path,
    problem: 'unknown',
    message: `${path} must be a column that the model reads, got ${showValue(name)}.`,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** JSON pointer to a column of a row; one of any length is cut. */
export function pointer(place: string, name: string): string {
  return showPath(`${place}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
}
