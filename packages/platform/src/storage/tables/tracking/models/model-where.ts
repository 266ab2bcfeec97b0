import { type Expression, expressionBuilder, type Kysely, type SqlBool } from 'kysely';
import type { Comparison, Condition } from '../../../../tracking/search/index.ts';
import type { Schema } from '../../../schema.ts';
import { unknownField } from '../attributes.ts';
import { meetsValue } from '../meets-value.ts';
import { combine } from '../where.ts';
import { modelAttribute, modelParts, modelPoints, type Tables } from './model-parts.ts';

/**
 * Whether a row of `logged_models` meets a condition: true or false, never unknown. Every value is bound.
 *
 * A metric that was measured several times meets a comparison when one of them does.
 *
 * @param tables On which metrics must have been measured; none for any.
 */
export function modelMeets(
  db: Kysely<Schema>,
  condition: Condition,
  tables: Tables,
): Expression<SqlBool> {
  return combine(condition, (comparison) => meetsOne(db, comparison, tables));
}

function meetsOne(db: Kysely<Schema>, comparison: Comparison, tables: Tables): Expression<SqlBool> {
  const { field } = comparison;
  switch (field.of) {
    case 'attribute':
      return meetsValue(db, modelAttribute(field.key), comparison);
    case 'metric':
      return meetsMetric(comparison, tables);
    case 'param':
    case 'tag': {
      const rows = modelParts(db, field.of, field.key).select('part.value');
      if (comparison.kind === 'is-null') return isThere(rows, comparison.isNegated);
      return isThere(
        rows.where(({ ref }) => meetsValue(db, ref('part.value'), comparison)),
        true,
      );
    }
    case 'dataset':
      return unknownField(field);
  }
}

/** A metric that is not a number is a row with null, of which only `!=` holds. */
function meetsMetric(comparison: Comparison, tables: Tables): Expression<SqlBool> {
  const { field } = comparison;
  const rows = modelPoints(field.key, tables).select('point.key');
  if (comparison.kind === 'is-null') return isThere(rows, comparison.isNegated);
  if (comparison.kind !== 'compare' || typeof comparison.value !== 'number')
    return unknownField(field);
  const { by, value } = comparison;
  const found = rows.where((of) => {
    const holds = of('point.value', by, value);
    return by === '!=' ? of.or([holds, of('point.value', 'is', null)]) : holds;
  });
  return isThere(found, true);
}

function isThere(rows: Expression<unknown>, isWanted: boolean): Expression<SqlBool> {
  const { exists, not } = expressionBuilder<Schema>();
  return isWanted ? exists(rows) : not(exists(rows));
}
