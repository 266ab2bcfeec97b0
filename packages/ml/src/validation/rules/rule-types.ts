import { type ColumnType, type DataSchema, didYouMean } from '@kaizenml/contracts';
import { parseDate } from '../../table/parse-date.ts';
import type { Expression } from './expression.ts';
import {
  ANY_FUNCTIONS,
  FUNCTION_NAMES,
  NUMBER_FUNCTIONS,
  type RuleType,
  TEXT_FUNCTIONS,
  TEXT_TESTS,
} from './functions.ts';
import { ruleError } from './rule-error.ts';

/** What the values of a column are in rules. */
export const TYPE_IN_RULES: Readonly<Record<ColumnType, RuleType>> = {
  integer: 'number',
  number: 'number',
  boolean: 'truth',
  string: 'text',
  date: 'date',
};

const SAID: Readonly<Record<RuleType, string>> = {
  number: 'a number',
  text: 'a text',
  truth: 'true or false',
  date: 'a date',
};

/** What the checker knows: the text of the rule, for its sentences, and the columns. */
export interface RuleScope {
  readonly text: string;
  readonly columns: DataSchema['columns'];
}

/** Types of the parts of an expression; texts that stand for dates are dates here. */
export interface TypedRule {
  readonly typeOf: (part: Expression) => RuleType;
  /** Milliseconds of a date that is written in the rule. */
  readonly instantOf: (part: Expression) => number;
}

/**
 * Checks an expression against the types of the columns.
 *
 * A text next to a date is read as a date.
 *
 * @throws ARGUMENT_INVALID, COLUMN_UNKNOWN is not among them: an unknown column is a fault of the rule, with the closest name.
 */
export function checkRuleTypes(expression: Expression, scope: RuleScope): TypedRule {
  const types = new Map<Expression, RuleType>();
  const fail = (at: number, must: string, got: string, hint?: string): never => {
    throw ruleError({ text: scope.text, at }, { must, got, hint });
  };
  const set = (part: Expression, type: RuleType): RuleType => {
    types.set(part, type);
    return type;
  };
  const want = (part: Expression, type: RuleType, where: string): void => {
    const found = check(part);
    if (found === type) return;
    if (type === 'date' && becomesDate(part)) return;
    fail(part.at, `have ${SAID[type]} ${where}`, SAID[found]);
  };
  const becomesDate = (part: Expression): boolean => {
    if (part.kind !== 'text') return false;
    if (Number.isNaN(parseDate(part.value)))
      fail(part.at, 'have a date in ISO 8601 next to a date', JSON.stringify(part.value));
    types.set(part, 'date');
    return true;
  };
  /** The one type of values that stand side by side. */
  const agree = (parts: readonly Expression[], where: string): RuleType => {
    const found = parts.map(check);
    const type = found.includes('date') ? 'date' : found[0];
    parts.forEach((part, k) => {
      if (found[k] !== type && !(type === 'date' && becomesDate(part)))
        fail(part.at, `have ${SAID[type]} ${where}`, SAID[found[k]], mixedHint(type, found[k]));
    });
    return type;
  };
  const binary = (part: Extract<Expression, { kind: 'binary' }>): RuleType => {
    const { operator, left, right } = part;
    const where = `beside "${operator}"`;
    if (operator === 'and' || operator === 'or' || operator === 'implies') {
      want(left, 'truth', where);
      want(right, 'truth', where);
      return 'truth';
    }
    if (['+', '-', '*', '/', '%'].includes(operator)) {
      for (const side of [left, right])
        if (check(side) === 'date')
          fail(
            side.at,
            `have a number ${where}`,
            'a date',
            'Write `days_between(from, to)` for days.',
          );
        else want(side, 'number', where);
      return 'number';
    }
    const type = agree([left, right], where);
    if (type === 'truth' && operator !== '==' && operator !== '!=')
      fail(part.at, 'compare true and false with == or != only', `"${operator}"`);
    return 'truth';
  };
  const call = (part: Extract<Expression, { kind: 'call' }>): RuleType => {
    const { name, args, at } = part;
    const isAny = (ANY_FUNCTIONS as readonly string[]).includes(name);
    if (name === 'is_missing') {
      countArgs(part, 1);
      check(args[0]);
      return 'truth';
    }
    if (isAny) {
      countArgs(part, 2, true);
      return agree(args, `in "${name}"`);
    }
    const known = NUMBER_FUNCTIONS[name] ?? TEXT_FUNCTIONS[name] ?? TEXT_TESTS[name];
    if (known === undefined || !FUNCTION_NAMES.includes(name))
      return fail(
        at,
        'name a function that there is',
        JSON.stringify(name),
        didYouMean(name, FUNCTION_NAMES) ?? `There are ${FUNCTION_NAMES.join(', ')}.`,
      );
    countArgs(part, known.args.length, 'isVariadic' in known && known.isVariadic === true);
    args.forEach((arg, k) => {
      want(arg, known.args[Math.min(k, known.args.length - 1)] ?? 'number', `in "${name}"`);
    });
    return known.gives;
  };
  const countArgs = (
    part: Extract<Expression, { kind: 'call' }>,
    n: number,
    orMore = false,
  ): void => {
    const given = part.args.length;
    if (given === n || (orMore && given > n)) return;
    fail(
      part.at,
      `give "${part.name}" ${n} argument${n === 1 ? '' : 's'}${orMore ? ' or more' : ''}`,
      String(given),
    );
  };
  const column = (part: Extract<Expression, { kind: 'column' }>): RuleType => {
    const found = Object.hasOwn(scope.columns, part.name) ? scope.columns[part.name] : undefined;
    if (found !== undefined) return TYPE_IN_RULES[found.type];
    const names = Object.keys(scope.columns);
    return fail(
      part.at,
      'name a column of the schema',
      JSON.stringify(part.name),
      didYouMean(part.name, names) ?? textHint(part.name),
    );
  };
  function check(part: Expression): RuleType {
    const known = types.get(part);
    if (known !== undefined) return known;
    switch (part.kind) {
      case 'number':
      case 'text':
      case 'truth':
      case 'date':
        return set(part, part.kind);
      case 'column':
        return set(part, column(part));
      case 'minus':
        want(part.of, 'number', 'behind "-"');
        return set(part, 'number');
      case 'not':
        want(part.of, 'truth', 'behind "not"');
        return set(part, 'truth');
      case 'in':
        agree([part.of, ...part.values], 'in the list');
        return set(part, 'truth');
      case 'between': {
        if (agree([part.of, part.low, part.high], 'around "between"') === 'truth')
          fail(part.at, 'have numbers, texts or dates around "between"', 'true or false');
        return set(part, 'truth');
      }
      case 'call':
        return set(part, call(part));
      case 'binary':
        return set(part, binary(part));
    }
  }
  const whole = check(expression);
  if (whole !== 'truth')
    fail(
      0,
      'say something that is true or false',
      SAID[whole],
      'Compare it with something, as in `fare >= 0`.',
    );
  return {
    typeOf: (part) => types.get(part) ?? 'truth',
    instantOf: (part) =>
      part.kind === 'date' || part.kind === 'text' ? parseDate(part.value) : Number.NaN,
  };
}

function mixedHint(type: RuleType, found: RuleType): string | undefined {
  if (type === 'number' && found === 'text') return 'Write numbers without quotes.';
  return type === 'text' && found === 'number'
    ? 'Put texts in double quotes, also those of digits.'
    : undefined;
}

function textHint(name: string): string {
  return `Put it in double quotes where it is a text: "${name}".`;
}
