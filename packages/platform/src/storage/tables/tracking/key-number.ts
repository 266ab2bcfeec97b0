import { type Expression, expressionBuilder } from 'kysely';
import type { Schema } from '../../schema.ts';

/** The number of a name within a query; null where nobody has logged it. */
export function keyNumber(name: string): Expression<number> {
  const { selectFrom } = expressionBuilder<Schema>();
  return selectFrom('keys')
    .select('keys.number')
    .where('keys.name', '=', name) as unknown as Expression<number>;
}
