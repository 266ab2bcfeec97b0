import type { DataSchema } from '@kaizenml/contracts';
import { AppError } from '@kaizenml/contracts';
import { compileRule, type Expression, parseRule } from '@kaizenml/ml/validation';
import { sqlNumberOf, type TypedColumn } from './parquet-columns.ts';

/** How rules are written in SQL; `implies` is not among them. */
const OPERATORS: Readonly<Record<string, string>> = {
  or: 'or',
  and: 'and',
  '==': '=',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '+': '+',
  '-': '-',
  '*': '*',
};

/**
 * A rule over numbers as SQL that is false wherever the rule is, and maybe elsewhere; undefined where the rule needs more
 * than numbers, comparisons and logic.
 *
 * Both know three values. They differ where an operation gives no number, which the rule takes for missing; but logic of
 * three values that is false with something unknown is false whatever that is.
 */
export function sqlRule(
  text: string,
  specs: DataSchema['columns'],
  columns: RuleColumns,
): string | undefined {
  try {
    compileRule(text, specs);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'ARGUMENT_INVALID') return undefined;
    throw thrown;
  }
  return sqlOf(parseRule(text), columns);
}

/** SQL of columns in a rule. */
export interface RuleColumns {
  /** Of a column as DOUBLE, NULL where it has no number; undefined where it is none. */
  readonly numberOf: (column: string) => string | undefined;
  /** Of a column of whole numbers as it lies there, where these compare as doubles do; else undefined. */
  readonly wholeOf: (column: string) => string | undefined;
}

/** SQL of the columns of Parquet files. */
export function sqlColumns(columns: readonly TypedColumn[]): RuleColumns {
  const found = new Map(columns.map((column) => [column.name, column]));
  return {
    numberOf: (name) => {
      const column = found.get(name);
      return column === undefined || column.holds === 'texts' ? undefined : sqlNumberOf(column);
    },
    wholeOf: (name) => {
      const column = found.get(name);
      return column?.isSmall === true ? column.stored : undefined;
    },
  };
}

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);

function sqlOf(expression: Expression, columns: RuleColumns): string | undefined {
  const of = (part: Expression): string | undefined => sqlOf(part, columns);
  const join = (parts: readonly Expression[], write: (...sql: string[]) => string) => {
    const written = parts.map(of);
    return written.includes(undefined) ? undefined : `(${write(...(written as string[]))})`;
  };
  switch (expression.kind) {
    case 'number':
      return `'${expression.value}'::double`;
    case 'column':
      return columns.numberOf(expression.name);
    case 'minus':
      return join([expression.of], (sql) => `-${sql}`);
    case 'not':
      return join([expression.of], (sql) => `not ${sql}`);
    case 'between':
      return join(
        [expression.of, expression.low, expression.high],
        (value, low, high) => `${value} >= ${low} and ${value} <= ${high}`,
      );
    case 'binary': {
      const { operator, left, right } = expression;
      if (operator === 'implies') return join([left, right], (a, b) => `not ${a} or ${b}`);
      const written = OPERATORS[operator];
      const wholes = [left, right].map((part) =>
        part.kind === 'column' ? columns.wholeOf(part.name) : undefined,
      );
      if (COMPARISONS.has(operator) && !wholes.includes(undefined))
        return `(${wholes[0]} ${written} ${wholes[1]})`;
      return written && join([left, right], (a, b) => `${a} ${written} ${b}`);
    }
    default:
      return undefined;
  }
}
