import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Comparison, Condition } from '../../../tracking/store.ts';
import type { Schema } from '../../schema.ts';

/** What the database knows of a thing. */
interface Known {
  /** Column by attribute. */
  readonly columns: Readonly<Record<string, string>>;
  readonly hasTag: (key: string, value: string) => Expression<SqlBool>;
}

/**
 * What surely holds wherever the condition does, in words that every database understands alike: it leaves out rows that need not
 * be looked at, and decides nothing.
 */
export function narrowed<Table extends 'models' | 'model_versions'>(
  eb: ExpressionBuilder<Schema, Table>,
  condition: Condition,
  known: Known,
): Expression<SqlBool> {
  // `known.columns` holds columns of the table: whoever names them says so.
  const compare = eb as unknown as Compare;
  return narrow({ compare, and: eb.and, or: eb.or, known }, condition) ?? eb.and([]);
}

type Compare = (column: string, by: string, value: unknown) => Expression<SqlBool>;

interface Words {
  readonly compare: Compare;
  readonly and: (all: Expression<SqlBool>[]) => Expression<SqlBool>;
  readonly or: (all: Expression<SqlBool>[]) => Expression<SqlBool>;
  readonly known: Known;
}

function narrow(words: Words, condition: Condition): Expression<SqlBool> | undefined {
  if (condition.kind === 'not') return undefined;
  if (condition.kind === 'all' || condition.kind === 'any') {
    const parts = condition.of.map((each) => narrow(words, each));
    const said = parts.filter((part) => part !== undefined);
    if (condition.kind === 'all') return said.length === 0 ? undefined : words.and(said);
    return said.length < parts.length ? undefined : words.or(said);
  }
  return narrowComparison(words, condition);
}

function narrowComparison(
  { compare, known }: Words,
  comparison: Comparison,
): Expression<SqlBool> | undefined {
  const { field, kind } = comparison;
  if (field.of === 'tag')
    return kind === 'compare' && comparison.by === '=' && typeof comparison.value === 'string'
      ? known.hasTag(field.key, comparison.value)
      : undefined;
  const column = Object.hasOwn(known.columns, field.key) ? known.columns[field.key] : undefined;
  if (field.of !== 'attribute' || column === undefined) return undefined;
  if (kind === 'in' && !comparison.isNegated && comparison.values.length > 0)
    return column === 'version' ? undefined : compare(column, 'in', comparison.values);
  if (kind !== 'compare' || comparison.by === '!=') return undefined;
  const isNumber = typeof comparison.value === 'number';
  return isNumber === (column === 'version')
    ? compare(column, comparison.by, comparison.value)
    : undefined;
}
