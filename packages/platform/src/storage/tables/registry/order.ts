import { AppError } from '@kaizenml/contracts';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Order } from '../../../tracking/store.ts';
import type { Schema } from '../../schema.ts';

/** One column of an order. */
export interface Key<Column extends string> {
  readonly column: Column;
  readonly isDescending: boolean;
}

/**
 * The columns that a list is sorted by: what was asked for, then what makes the order whole.
 *
 * @throws REQUEST_INVALID for a field that nothing is sorted by
 */
export function resolveOrder<Column extends string>(
  orders: readonly Order[],
  {
    columns,
    fallback,
  }: {
    readonly columns: Readonly<Record<string, Column>>;
    readonly fallback: readonly Key<Column>[];
  },
): readonly Key<Column>[] {
  const keys: Key<Column>[] = [];
  for (const { field, isDescending } of orders) {
    const isKnown = field.of === 'attribute' && Object.hasOwn(columns, field.key);
    const column = isKnown ? columns[field.key] : undefined;
    if (column === undefined) throw notSorted(field.key, Object.keys(columns));
    if (!keys.some((key) => key.column === column)) keys.push({ column, isDescending });
  }
  const others = fallback.filter(({ column }) => !keys.some((key) => key.column === column));
  return [...keys, ...others];
}

/** Rows that come after a key in this order. */
export function afterKey<Table extends 'models' | 'model_versions', Column extends string>(
  eb: ExpressionBuilder<Schema, Table>,
  order: readonly Key<Column>[],
  values: readonly (string | number)[],
): Expression<SqlBool> {
  // The columns of an order are columns of its table: whoever resolves it says so.
  const { or, and } = eb;
  const compare = eb as unknown as (
    column: string,
    by: string,
    value: string | number | undefined,
  ) => Expression<SqlBool>;
  return or(
    order.map(({ column, isDescending }, i) =>
      and([
        ...order.slice(0, i).map((before, j) => compare(before.column, '=', values[j])),
        compare(column, isDescending ? '<' : '>', values[i]),
      ]),
    ),
  );
}

function notSorted(key: string, known: readonly string[]): AppError {
  return new AppError('REQUEST_INVALID', {
    message: `The registry must be sorted by ${known.join(', ')}, got "${key}".`,
    hint: `Write it like \`${known[0]} DESC\`.`,
    details: { key, known },
  });
}
