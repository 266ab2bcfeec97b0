/** Operators between two operands. */
export const OPERATORS = [
  'implies',
  'or',
  'and',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  '+',
  '-',
  '*',
  '/',
  '%',
] as const;

export type Operator = (typeof OPERATORS)[number];

/** What a node of an expression is; `at` is its place in the text, from 0. */
export type Expression = { readonly at: number } & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'truth'; readonly value: boolean }
  /** As written, ISO 8601. */
  | { readonly kind: 'date'; readonly value: string }
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'minus'; readonly of: Expression }
  | { readonly kind: 'not'; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'in'; readonly of: Expression; readonly values: readonly Expression[] }
  | {
      readonly kind: 'between';
      readonly of: Expression;
      readonly low: Expression;
      readonly high: Expression;
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
);

/** How tightly operators bind: the larger, the tighter. Comparisons do not chain. */
export const BINDING: Readonly<Record<Operator, number>> = {
  implies: 1,
  or: 2,
  and: 3,
  '==': 5,
  '!=': 5,
  '<': 5,
  '<=': 5,
  '>': 5,
  '>=': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
};
/** Of `not`, of comparisons with `in` and `between`, of the sign, of what stands alone. */
export const NOT_BINDING = 4;
export const TEST_BINDING = 5;
export const MINUS_BINDING = 8;
export const ATOM_BINDING = 9;
