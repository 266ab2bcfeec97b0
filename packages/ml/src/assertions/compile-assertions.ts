import {
  AppError,
  type AppliedAssertion,
  type Assertion,
  type ColumnSchema,
  listNames,
  type Prediction,
  type Row,
  type Signature,
} from '@kaizenml/contracts';
import { type Column, encodeText } from '../table/index.ts';
import { type CompiledRule, compileRule } from '../validation/index.ts';
import { ruleRowsOf } from './rule-rows-of.ts';
import { columnsOfRows, conditionColumns } from './signature-columns.ts';

/** Answers as the business rules leave them. */
export interface AssertedAnswers {
  /** In the order of the rows. */
  readonly predictions: readonly Prediction[];
  /** What the rules did, by rule and row. */
  readonly applied: readonly AppliedAssertion[];
}

/** Business rules of an endpoint, ready to be asked. */
export interface CompiledAssertions {
  /**
   * Applies every rule, in order: a rule sees what the ones before it made of the answer.
   *
   * Probabilities and quantiles stay what the model said: a rule changes the answer, not what the model believes.
   *
   * @throws ASSERTION_REFUSED when a rule refuses rows; it names all of them.
   * @cost O(rows * columns of the conditions); nothing without rules.
   */
  apply(rows: readonly Row[], predictions: readonly Prediction[]): AssertedAnswers;
}

const ANSWER = 'prediction';
/** Refused rows that the sentence names. */
const MOST_NAMED = 5;

/**
 * Compiles business rules about the answers of a model.
 *
 * @throws ARGUMENT_INVALID when a rule is not understood, names an unknown column, or cannot be what the model answers.
 */
export function compileAssertions(
  assertions: readonly Assertion[],
  signature: Signature,
): CompiledAssertions {
  const columns = schemaOf(signature);
  const compiled = assertions.map((assertion, i) => {
    assertUsable(assertion, signature, assertions.slice(0, i));
    return { assertion, rule: conditionOf(assertion, columns) };
  });
  const read = new Set(compiled.flatMap(({ rule }) => [...(rule?.columns ?? [])]));
  const inputs = signature.inputs.filter(({ name }) => read.has(name));

  return {
    apply(rows, predictions) {
      if (compiled.length === 0) return { predictions, applied: [] };
      const answers = [...predictions];
      const applied: AppliedAssertion[] = [];
      const given = columnsOfRows(inputs, rows);
      for (const { assertion, rule } of compiled) {
        const matching = matchesOf(rule, [...given, answerColumn(answers, signature)], rows.length);
        if (assertion.action === 'refuse' && matching.length > 0)
          throw refused(assertion, matching);
        for (const i of matching) {
          const from = answers[i]?.prediction ?? '';
          const to = changed(assertion, from);
          if (to === from && assertion.action !== 'flag') continue;
          answers[i] = { ...answers[i], prediction: to };
          const { name, action } = assertion;
          applied.push({ row: i + 1, name, action, from, to, message: say(assertion, from, to) });
        }
      }
      return { predictions: answers, applied };
    },
  };
}

function conditionOf(
  { name, when }: Assertion,
  columns: Readonly<Record<string, ColumnSchema>>,
): CompiledRule | undefined {
  if (when === undefined) return undefined;
  try {
    return compileRule(when, columns);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    throw new AppError('ARGUMENT_INVALID', {
      message: `The condition of "${name}" is not understood: ${thrown.message}`,
      hint: thrown.hint ?? 'Write it like `age < 18 and prediction > 1000`.',
      details: { assertion: name, ...thrown.details },
      cause: thrown,
    });
  }
}

function matchesOf(
  rule: CompiledRule | undefined,
  columns: readonly Column[],
  nRows: number,
): number[] {
  if (rule === undefined) return Array.from({ length: nRows }, (_, i) => i);
  const found: number[] = [];
  rule.match(ruleRowsOf(columns, nRows), (i) => found.push(i));
  return found;
}

function changed({ action, value, min, max }: Assertion, from: string | number): string | number {
  if (action === 'override') return value ?? from;
  if (action !== 'clamp' || typeof from !== 'number') return from;
  return Math.min(max ?? from, Math.max(min ?? from, from));
}

function say({ name, because }: Assertion, from: string | number, to: string | number): string {
  const done =
    to === from ? `marks the answer ${from}` : `makes the answer ${to}; the model said ${from}`;
  return `Rule "${name}" ${done}${because === undefined ? '' : `: ${because.replace(/\.$/, '')}`}.`;
}

function answerColumn(answers: readonly Prediction[], { output }: Signature): Column {
  if (output.task !== 'regression')
    return encodeText(
      ANSWER,
      'category',
      answers.map(({ prediction }) => String(prediction)),
    );
  const values = Float64Array.from(answers, ({ prediction }) => Number(prediction));
  return { name: ANSWER, kind: 'number', values };
}

function schemaOf(signature: Signature): Record<string, ColumnSchema> {
  const type = signature.output.task === 'regression' ? 'number' : 'string';
  return { ...conditionColumns(signature), [ANSWER]: { type } };
}

function assertUsable(
  { name, action, value, min, max }: Assertion,
  { output }: Signature,
  before: readonly Assertion[],
): void {
  const { classes = [] } = output;
  const isNumber = output.task === 'regression';
  if (before.some((other) => other.name === name))
    throw unusable(name, 'a name of its own', `"${name}" twice`);
  if (action === 'override' && !isNumber && !classes.includes(String(value)))
    throw unusable(name, `a \`value\` among ${listNames(classes)}`, show(value));
  if (action === 'override' && isNumber && !Number.isFinite(value))
    throw unusable(name, 'a number as `value`', show(value));
  if (action !== 'clamp') return;
  if (!isNumber) throw unusable(name, 'an action for classes: override, refuse or flag', '"clamp"');
  if (min === undefined && max === undefined)
    throw unusable(name, '`min`, `max` or both', 'neither');
  if ((min ?? 0) > (max ?? min ?? 0))
    throw unusable(name, 'a `min` of at most its `max`', `${min} and ${max}`);
}

function show(value: unknown): string {
  return value === undefined ? 'none' : JSON.stringify(value);
}

function unusable(assertion: string, expected: string, given: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `Rule "${assertion}" must have ${expected}, got ${given}.`,
    hint: 'A rule is like { name: minors, when: age < 18, action: override, value: "no", because: They may not buy. }.',
    details: { assertion, expected, given },
  });
}

function refused({ name, because }: Assertion, matching: readonly number[]): AppError {
  const rows = matching.map((i) => i + 1);
  const named = rows.slice(0, MOST_NAMED).join(', ');
  const rest = rows.length - MOST_NAMED;
  return new AppError('ASSERTION_REFUSED', {
    message: `Rule "${name}" refuses ${rows.length === 1 ? 'row' : 'rows'} ${named}${rest > 0 ? ` and ${rest} more` : ''}${because === undefined ? '' : `: ${because.replace(/\.$/, '')}`}.`,
    hint: 'Leave these rows out; the others may be answered.',
    details: { assertion: name, rows: rows.slice(0, 100), nRows: rows.length },
  });
}
