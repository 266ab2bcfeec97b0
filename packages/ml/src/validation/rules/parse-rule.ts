import { BINDING, type Expression, OPERATORS, type Operator } from './expression.ts';
import { ruleError } from './rule-error.ts';
import { type Token, tokenize } from './tokens.ts';

/** Deepest nesting of parentheses, calls and signs. */
export const MAX_RULE_DEPTH = 64;
/** Most operands and operators of one rule. */
export const MAX_RULE_NODES = 2000;

/** Bare words that are no columns. */
export const KEYWORDS: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'implies',
  'in',
  'between',
  'true',
  'false',
]);
const WORD_OPERATORS: ReadonlySet<string> = new Set(['and', 'or', 'implies']);
const SYMBOLS: ReadonlySet<string> = new Set(OPERATORS);

/**
 * The expression of a rule such as `` `trip miles` > 0 or trip_seconds == 0 ``; names are not looked up.
 *
 * From loose to tight: `implies` (to the right), `or`, `and`, `not`, comparisons with `in` and `between` (they do not
 * chain), `+ -`, `* / %`, the sign.
 *
 * @throws ARGUMENT_INVALID with the character and what was expected there.
 * @cost O(length).
 */
export function parseRule(text: string): Expression {
  const tokens = tokenize(text);
  let position = 0;
  let nNodes = 0;

  const peek = (): Token => tokens[position];
  const next = (): Token => tokens[position++];
  const is = (value: string, token = peek()): boolean =>
    token.value === value && (token.kind === 'sign' || token.kind === 'name');
  const fail = (must: string, hint?: string): never => {
    const token = peek();
    const got = token.kind === 'end' ? 'the end of the rule' : JSON.stringify(token.value);
    throw ruleError({ text, at: token.at }, { must, got, hint });
  };
  const expect = (value: string, must: string): Token => (is(value) ? next() : fail(must));
  const node = <E extends Expression>(made: E): E => {
    if (++nNodes > MAX_RULE_NODES)
      throw ruleError(
        { text, at: made.at },
        {
          must: `have at most ${MAX_RULE_NODES} parts`,
          got: 'more',
          hint: 'Split it into several rules.',
        },
      );
    return made;
  };

  const operatorAt = (loosest: number): Operator | undefined => {
    const { kind, value } = peek();
    const isOperator =
      (kind === 'sign' && SYMBOLS.has(value)) || (kind === 'name' && WORD_OPERATORS.has(value));
    const operator = isOperator ? (value as Operator) : undefined;
    return operator !== undefined && BINDING[operator] >= loosest ? operator : undefined;
  };

  const expression = (loosest: number, depth: number): Expression => {
    if (depth > MAX_RULE_DEPTH)
      fail(`be nested at most ${MAX_RULE_DEPTH} deep`, 'Split it into several rules.');
    let left = loosest <= 4 && is('not') ? negation(depth) : operand(depth);
    for (;;) {
      const operator = operatorAt(loosest);
      if (operator === undefined) {
        const tested = loosest <= 5 ? test(left, depth) : undefined;
        if (tested === undefined) return left;
        left = tested;
        refuseChain();
        continue;
      }
      const { at } = next();
      const tighter = operator === 'implies' ? BINDING.implies : BINDING[operator] + 1;
      const right = expression(tighter, depth + 1);
      left = node({ kind: 'binary', operator, left, right, at });
      if (BINDING[operator] === 5) refuseChain();
    }
  };

  const refuseChain = (): void => {
    const operator = operatorAt(5);
    if (operator !== undefined && BINDING[operator] === 5)
      fail(
        'compare two values at a time',
        'Write `x between 1 and 9`, or join two comparisons with `and`.',
      );
    if (is('in') || is('between')) fail('test a value once', 'Join two tests with `and`.');
  };

  const negation = (depth: number): Expression => {
    const { at } = next();
    return node({ kind: 'not', of: expression(4, depth + 1), at });
  };

  /** `in (…)` or `between … and …`, either with `not` before it, behind an operand. */
  const test = (of: Expression, depth: number): Expression | undefined => {
    const isNegated =
      is('not') && (is('in', tokens[position + 1]) || is('between', tokens[position + 1]));
    if (!isNegated && !is('in') && !is('between')) return undefined;
    const { at } = isNegated ? next() : peek();
    const word = next();
    const tested = word.value === 'in' ? membership(of, word.at, depth) : range(of, word.at, depth);
    return isNegated ? node({ kind: 'not', of: tested, at }) : tested;
  };

  const membership = (of: Expression, at: number, depth: number): Expression => {
    expect('(', 'list values in parentheses after `in`');
    return node({ kind: 'in', of, values: list(depth, 'a value'), at });
  };

  const range = (of: Expression, at: number, depth: number): Expression => {
    const low = expression(6, depth + 1);
    expect('and', 'have `and` between the ends of `between`');
    return node({ kind: 'between', of, low, high: expression(6, depth + 1), at });
  };

  /** What stands between commas up to the closing parenthesis; at least one. */
  const list = (depth: number, what: string): Expression[] => {
    if (is(')')) fail(`have ${what} in the parentheses`);
    const values = [expression(1, depth + 1)];
    while (is(',')) {
      next();
      values.push(expression(1, depth + 1));
    }
    expect(')', 'go on with "," or ")"');
    return values;
  };

  const operand = (depth: number): Expression => {
    const { kind, value, at } = peek();
    if (kind === 'number') return literal({ kind, value: Number(value), at });
    if (kind === 'text' || kind === 'date') return literal({ kind, value, at });
    if (kind === 'quoted') return literal({ kind: 'column', name: value, at });
    if (is('(')) {
      next();
      const inner = expression(1, depth + 1);
      expect(')', 'close the parenthesis');
      return inner;
    }
    if (is('-')) return minus(depth);
    if (kind !== 'name' || (KEYWORDS.has(value) && value !== 'true' && value !== 'false'))
      return fail(
        'go on with a value',
        value === 'not' ? 'Put `not …` in parentheses here.' : undefined,
      );
    next();
    if (value === 'true' || value === 'false')
      return node({ kind: 'truth', value: value === 'true', at });
    if (!is('(')) return node({ kind: 'column', name: value, at });
    next();
    return node({ kind: 'call', name: value, args: list(depth, 'an argument'), at });
  };

  const literal = (made: Expression): Expression => {
    next();
    return node(made);
  };

  /** A sign before a number is part of it, so that -1 is one value. */
  const minus = (depth: number): Expression => {
    const { at } = next();
    if (depth > MAX_RULE_DEPTH) fail(`be nested at most ${MAX_RULE_DEPTH} deep`);
    if (peek().kind === 'number') return node({ kind: 'number', value: -Number(next().value), at });
    return node({ kind: 'minus', of: operand(depth + 1), at });
  };

  const parsed = expression(1, 0);
  if (peek().kind !== 'end') fail('go on with an operator or end', adjacentHint(peek()));
  return parsed;
}

function adjacentHint({ kind }: Token): string | undefined {
  return kind === 'name'
    ? 'Put a name with blanks in back quotes, as in `` `trip miles` ``.'
    : undefined;
}
