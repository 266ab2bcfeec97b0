import { type Expression, expressionBuilder, type Kysely, type SqlBool, sql } from 'kysely';
import type { Comparison } from '../../../tracking/store.ts';
import { isSqlite } from '../../is-sqlite.ts';
import type { Schema } from '../../schema.ts';

/** Whether a value is as asked: true or false, and false for null unless null is asked for. */
export function meetsValue(
  db: Kysely<Schema>,
  value: Expression<string | number | null>,
  comparison: Comparison,
): Expression<SqlBool> {
  const eb = expressionBuilder<Schema>();
  if (comparison.kind === 'is-null') return eb(value, comparison.isNegated ? 'is not' : 'is', null);
  return eb.and([eb(value, 'is not', null), holds(db, value, comparison)]);
}

function holds(
  db: Kysely<Schema>,
  value: Expression<string | number | null>,
  comparison: Exclude<Comparison, { readonly kind: 'is-null' }>,
): Expression<SqlBool> {
  const eb = expressionBuilder<Schema>();
  switch (comparison.kind) {
    case 'compare':
      return eb(value, comparison.by, toOperand(comparison.value));
    case 'in':
      if (comparison.values.length === 0) return eb.lit(comparison.isNegated);
      return eb(value, comparison.isNegated ? 'not in' : 'in', comparison.values);
    case 'like': {
      const isLike = like(db, value, comparison);
      return comparison.isNegated ? eb.not(isLike) : isLike;
    }
  }
}

/** Columns of whole numbers take no other parameters in PostgreSQL. */
function toOperand(value: string | number): string | number | Expression<number> {
  if (typeof value === 'string' || Number.isSafeInteger(value)) return value;
  return sql<number>`cast(${value} as double precision)`;
}

/** The same on both databases: only `%` and `_` mean anything else, and without case only A to Z are a to z. */
function like(
  db: Kysely<Schema>,
  value: Expression<string | number | null>,
  { pattern, isCaseless }: Comparison & { readonly kind: 'like' },
): Expression<SqlBool> {
  const isOnSqlite = isSqlite(db);
  if (isOnSqlite && !isCaseless) return sql<SqlBool>`${value} glob ${toGlob(pattern)}`;
  if (isOnSqlite) return sql<SqlBool>`lower(${value}) like ${toLower(pattern)}`;
  if (!isCaseless) return sql<SqlBool>`${value} like ${pattern} escape ''`;
  return sql<SqlBool>`lower(${value} collate "C") like ${toLower(pattern)} escape ''`;
}

/** SQLite's `like` minds no case; its `glob` does. */
function toGlob(pattern: string): string {
  return pattern.replace(/[%_*?[]/g, (sign) => {
    if (sign === '%') return '*';
    return sign === '_' ? '?' : `[${sign}]`;
  });
}

function toLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
