import { type Expression, parseRule } from '../validation/index.ts';

type Cell = string | number | boolean;

/**
 * Values of columns for which a condition is likely to hold: those that it compares columns with, a number beside them where they
 * must differ. Of `or` both sides are met; what stands behind `not` and computed values say nothing.
 *
 * @param text A condition that is understood, such as `region == "EU" and x > 10`.
 * @returns By column; of several values for one, the last.
 * @throws ARGUMENT_INVALID when it is not understood.
 * @cost O(length).
 * @example
 * valuesThatHold('region == "EU" and x > 10'); // { region: 'EU', x: 11 }
 */
export function valuesThatHold(text: string): Readonly<Record<string, Cell>> {
  return Object.fromEntries(valuesIn(parseRule(text)));
}

type Pair = readonly [column: string, value: Cell];

function valuesIn(expression: Expression): readonly Pair[] {
  switch (expression.kind) {
    case 'column':
      return [[expression.name, true]];
    case 'in':
      return pair(expression.of, expression.values[0], '==');
    case 'between':
      return pair(expression.of, expression.low, '==');
    case 'binary': {
      const { left, operator, right } = expression;
      if (operator === 'and' || operator === 'or') return [...valuesIn(left), ...valuesIn(right)];
      if (right.kind === 'column' && left.kind !== 'column')
        return pair(right, left, MIRRORED[operator] ?? operator);
      return pair(left, right, operator);
    }
    default:
      return [];
  }
}

const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
/** How far a number lies from the one that it is compared with. */
const STEPS: Readonly<Record<string, number>> = {
  ...{ '==': 0, '<=': 0, '>=': 0 },
  ...{ '<': -1, '>': 1, '!=': 1 },
};

function pair(of: Expression, other: Expression | undefined, operator: string): readonly Pair[] {
  const step = STEPS[operator];
  if (of.kind !== 'column' || other === undefined || step === undefined) return [];
  const value = literalOf(other);
  if (value === undefined || (step !== 0 && typeof value !== 'number')) return [];
  return [[of.name, typeof value === 'number' ? value + step : value]];
}

function literalOf(expression: Expression): Cell | undefined {
  if (expression.kind === 'minus') {
    const value = literalOf(expression.of);
    return typeof value === 'number' ? -value : undefined;
  }
  const isLiteral =
    expression.kind === 'number' ||
    expression.kind === 'text' ||
    expression.kind === 'truth' ||
    expression.kind === 'date';
  return isLiteral ? expression.value : undefined;
}
