import { type Kysely, sql } from 'kysely';
import type { LoggedModelOrder } from '../../../../tracking/store.ts';
import type { Schema } from '../../../schema.ts';
import { unknownField } from '../attributes.ts';
import { always, inOneOrder, missingLast } from '../order.ts';
import type { SortTerm } from '../sort-term.ts';
import { modelAttribute, modelParts, modelPoints } from './model-parts.ts';

/** What rows of `logged_models` are sorted by; of a metric that was measured several times the latest value. */
export function modelTerm(
  db: Kysely<Schema>,
  { field, isDescending, dataset }: LoggedModelOrder,
): SortTerm {
  switch (field.of) {
    case 'metric': {
      const latest = modelPoints(field.key, dataset === undefined ? [] : [dataset])
        .orderBy('point.at', 'desc')
        .orderBy('point.run', 'desc')
        .orderBy('point.source', 'desc')
        .limit(1);
      const isNan = latest.select(
        sql<number>`case when point.value is null then 1 else 0 end`.as('is_nan'),
      );
      return {
        rank: sql<number>`coalesce((${isNan}), 2)`,
        value: sql<number | null>`(${latest.select('point.value')})`,
        isDescending,
      };
    }
    case 'param':
    case 'tag': {
      const value = sql<
        string | null
      >`(${modelParts(db, field.of, field.key).select('part.value')})`;
      return { ...missingLast(inOneOrder(db, field.of, value)), isDescending };
    }
    case 'attribute': {
      const value = inOneOrder(db, field.key, modelAttribute(field.key));
      const ranked = field.key === 'source_run_id' ? missingLast(value) : always(value);
      return { ...ranked, isDescending };
    }
    case 'dataset':
      return unknownField(field);
  }
}
