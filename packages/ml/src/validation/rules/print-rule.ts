import {
  ATOM_BINDING,
  BINDING,
  type Expression,
  MINUS_BINDING,
  NOT_BINDING,
  TEST_BINDING,
} from './expression.ts';
import { KEYWORDS } from './parse-rule.ts';

const BARE_NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;

/** The text of an expression with as few parentheses as it needs; `parseRule` gives the same expression back. */
export function printRule(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return numberText(expression.value);
    case 'text':
      return `"${expression.value.replaceAll('"', '""')}"`;
    case 'truth':
    case 'date':
      return String(expression.value);
    case 'column':
      return columnText(expression.name);
    case 'minus':
      return `-${expression.of.kind === 'number' ? `(${printRule(expression.of)})` : within(expression.of, MINUS_BINDING)}`;
    case 'not':
      return `not ${within(expression.of, NOT_BINDING)}`;
    case 'in':
      return `${within(expression.of, TEST_BINDING + 1)} in (${expression.values.map(printRule).join(', ')})`;
    case 'between': {
      const ends = [expression.low, expression.high].map((end) => within(end, TEST_BINDING + 1));
      return `${within(expression.of, TEST_BINDING + 1)} between ${ends.join(' and ')}`;
    }
    case 'call':
      return `${expression.name}(${expression.args.map(printRule).join(', ')})`;
    case 'binary':
      return binaryText(expression);
  }
}

function binaryText({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): string {
  const binding = BINDING[operator];
  const chains = binding !== TEST_BINDING;
  const isRight = operator === 'implies';
  const leftText = within(left, isRight || !chains ? binding + 1 : binding);
  return `${leftText} ${operator} ${within(right, isRight ? binding : binding + 1)}`;
}

function within(expression: Expression, binding: number): string {
  const text = printRule(expression);
  return bindingOf(expression) >= binding ? text : `(${text})`;
}

function bindingOf(expression: Expression): number {
  if (expression.kind === 'binary') return BINDING[expression.operator];
  if (expression.kind === 'not') return NOT_BINDING;
  if (expression.kind === 'in' || expression.kind === 'between') return TEST_BINDING;
  return expression.kind === 'minus' ? MINUS_BINDING : ATOM_BINDING;
}

/** -0 keeps its sign. */
function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function columnText(name: string): string {
  return BARE_NAME.test(name) && !KEYWORDS.has(name) ? name : `\`${name.replaceAll('`', '``')}\``;
}
