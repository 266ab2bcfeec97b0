import type { z } from 'zod';
import { closestNames } from '../text/closest-names.ts';
import { showValue } from '../text/show-value.ts';

/** One thing wrong with an input. */
export interface InputProblem {
  /** Where: `rows[3].age`, or `(top)` for the whole input. */
  readonly path: string;
  /** What is wrong, without a subject: `must be at least 1, got 0`. */
  readonly problem: string;
}

/**
 * What a schema found wrong, one sentence part per problem, in our grammar.
 *
 * @param given The value that was parsed; what was received is read from it.
 * @param schema What was expected, for the closest name of an unknown key.
 */
export function problemsOf(error: z.ZodError, given: unknown, schema: z.ZodType): InputProblem[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        path: pathText([...issue.path, key]),
        problem: `is not known${near(key, keysAt(schema, issue.path))}`,
      }));
    return [
      { path: pathText(issue.path), problem: problemText(issue, valueAt(given, issue.path)) },
    ];
  });
}

/** Problems as one text: `a is missing; b must be at least 1, got 0`. At most five, then `and 12 more`. */
export function listProblems(problems: readonly InputProblem[], limit = 5): string {
  const shown = problems.slice(0, limit).map(({ path, problem }) => `\`${path}\` ${problem}`);
  const rest = problems.length - shown.length;
  return rest > 0 ? `${shown.join('; ')}; and ${rest} more` : shown.join('; ');
}

/** A path in the form of JavaScript: `rows[3].age`. */
export function pathText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '(top)';
  return path
    .map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i === 0 ? '' : '.'}${String(key)}`))
    .join('');
}

/** Keys of the object at a path; none where the schema has no fixed keys there. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: unknown = unwrapped(schema);
  for (const key of path) at = unwrapped(entryOf(at, key));
  return Object.keys((at as { readonly shape?: object }).shape ?? {});
}

/** The schema of a field of an object, or of any entry of a record or list. */
function entryOf(schema: unknown, key: PropertyKey): unknown {
  const { shape, def } = schema as {
    readonly shape?: Record<PropertyKey, unknown>;
    readonly def?: { readonly valueType?: unknown; readonly element?: unknown };
  };
  return shape?.[key] ?? def?.valueType ?? def?.element;
}

/** The schema behind optional and default ones. */
function unwrapped(schema: unknown): unknown {
  let at = schema as { readonly def?: { readonly innerType?: unknown } } | undefined;
  while (at?.def?.innerType !== undefined) at = at.def.innerType as typeof at;
  return at ?? {};
}

function near(key: string, known: readonly string[]): string {
  const [closest] = closestNames(key, known, 1);
  return closest === undefined ? '' : `, did you mean \`${closest}\``;
}

function problemText(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined && issue.code !== 'custom') return 'is missing';
  return `${expectationOf(issue)}, got ${received(value)}`;
}

function expectationOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${EXPECTED[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return `must ${bound(issue.origin, 'at least', issue.minimum)}`;
    case 'too_big':
      return `must ${bound(issue.origin, 'at most', issue.maximum)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    default:
      return issue.message;
  }
}

const EXPECTED: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'text',
};

function bound(origin: string, side: string, limit: number | bigint): string {
  const n = String(limit);
  if (origin === 'string') return `have ${side} ${n} character${n === '1' ? '' : 's'}`;
  if (origin === 'array') return `have ${side} ${n} entr${n === '1' ? 'y' : 'ies'}`;
  return `be ${side} ${n}`;
}

function received(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return showValue(value, 80);
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  let value = given;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
