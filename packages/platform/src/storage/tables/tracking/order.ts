import { type Expression, expressionBuilder, type Kysely, sql } from 'kysely';
import type { Field, Order } from '../../../tracking/store.ts';
import { isSqlite } from '../../is-sqlite.ts';
import type { Schema } from '../../schema.ts';
import { experimentAttribute, runAttribute, unknownField } from './attributes.ts';
import { keyNumber } from './key-number.ts';
import type { SortTerm } from './sort-term.ts';

/** What rows of `runs` are sorted by. */
export function runTerm(db: Kysely<Schema>, { field, isDescending }: Order): SortTerm {
  switch (field.of) {
    case 'metric':
      return { ...metricTerm(field.key), isDescending };
    case 'param':
    case 'tag':
      return { ...missingLast(partValue(db, field)), isDescending };
    case 'attribute': {
      const value = inOneOrder(db, field.key, runAttribute(field.key));
      return { ...(field.key === 'end_time' ? missingLast(value) : always(value)), isDescending };
    }
    case 'dataset':
      return unknownField(field);
  }
}

/** What rows of `experiments` are sorted by. */
export function experimentTerm(db: Kysely<Schema>, { field, isDescending }: Order): SortTerm {
  if (field.of !== 'attribute') return unknownField(field);
  return { ...always(inOneOrder(db, field.key, experimentAttribute(field.key))), isDescending };
}

/** A value, and where what has none or no number comes. */
export type RankedValue = Pick<SortTerm, 'rank' | 'value'>;

/** A row with null is a metric that is not a number; one without a row has no such metric. */
function metricTerm(key: string): RankedValue {
  const eb = expressionBuilder<Schema, 'runs'>();
  const rows = eb
    .selectFrom('latest_metrics as sorted')
    .whereRef('sorted.run', '=', 'runs.number')
    .where('sorted.key', '=', keyNumber(key));
  const isNan = rows.select(({ ref }) =>
    sql<number>`case when ${ref('sorted.value')} is null then 1 else 0 end`.as('is_nan'),
  );
  return {
    rank: sql<number>`coalesce((${isNan}), 2)`,
    value: sql<number | null>`(${rows.select('sorted.value')})`,
  };
}

/** What a param or a tag of a run holds. */
export function partValue(db: Kysely<Schema>, { of, key }: Field): Expression<string | null> {
  const eb = expressionBuilder<Schema, 'runs'>();
  const rows = eb
    .selectFrom(`${of === 'tag' ? 'run_tags' : ('run_params' as 'run_tags')} as sorted`)
    .select('sorted.value')
    .whereRef('sorted.run', '=', 'runs.number')
    .where('sorted.key', '=', keyNumber(key));
  return byCharacters(db, sql<string | null>`(${rows})`);
}

/** Sorts what has no value last, whichever way it goes. */
export function missingLast(value: Expression<string | number | null>): RankedValue {
  return { rank: sql<number>`case when ${value} is null then 2 else 0 end`, value };
}

/** Sorts by a value that is always there. */
export function always(value: Expression<string | number | null>): RankedValue {
  return { rank: sql<number>`0`, value };
}

const NUMBERS = [
  ...['start_time', 'end_time', 'creation_time', 'last_update_time', 'experiment_id'],
  ...['creation_timestamp', 'last_updated_timestamp'],
];

/** A value as it is sorted on every database. @param key Attributes with these names are numbers; others are text. */
export function inOneOrder(
  db: Kysely<Schema>,
  key: string,
  value: Expression<string | number | null>,
): Expression<string | number | null> {
  return NUMBERS.includes(key) ? value : byCharacters(db, value as Expression<string | null>);
}

/** Texts in the order of their characters' numbers, whichever language the database was made for. */
function byCharacters(
  db: Kysely<Schema>,
  value: Expression<string | null>,
): Expression<string | null> {
  return isSqlite(db) ? value : sql<string | null>`${value} collate "C"`;
}
