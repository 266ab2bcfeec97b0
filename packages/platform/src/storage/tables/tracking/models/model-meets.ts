import { invariant } from '@kaizenml/contracts';
import type { Comparison, Condition, LoggedModel } from '../../../../tracking/store.ts';
import { isLike } from './is-like.ts';
import { attributeOf, isMeasuredOn } from './model-fields.ts';

type Tables = readonly { readonly name: string; readonly digest?: string }[];
type Value = string | number;

/** Whether a logged model meets a condition. A metric that was measured several times meets it when one of them does. */
export function modelMeets(model: LoggedModel, condition: Condition, tables: Tables): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.every((one) => modelMeets(model, one, tables));
    case 'any':
      return condition.of.some((one) => modelMeets(model, one, tables));
    case 'not':
      return !modelMeets(model, condition.of, tables);
    default: {
      const values = valuesOf(model, condition.field, tables);
      if (condition.kind === 'is-null') return values.length > 0 === condition.isNegated;
      return values.some((value) => holds(value, condition));
    }
  }
}

function valuesOf(model: LoggedModel, field: Comparison['field'], tables: Tables): Value[] {
  const one = (value: Value | null | undefined) => (value == null ? [] : [value]);
  switch (field.of) {
    case 'metric':
      return model.metrics
        .filter(({ key }) => key === field.key)
        .filter((point) => tables.length === 0 || isMeasuredOn(point, tables))
        .map(({ value }) => value);
    case 'param':
      return one(model.params[field.key]);
    case 'tag':
      return one(model.tags[field.key]);
    case 'attribute':
      return one(attributeOf(model, field.key));
    case 'dataset':
      return invariant(false, 'logged models have no fields of datasets') as never;
  }
}

function holds(
  value: Value,
  comparison: Exclude<Comparison, { readonly kind: 'is-null' }>,
): boolean {
  switch (comparison.kind) {
    case 'compare':
      return compare(value, comparison.by, comparison.value);
    case 'in':
      return comparison.values.includes(String(value)) !== comparison.isNegated;
    case 'like':
      return isLike(String(value), comparison) !== comparison.isNegated;
  }
}

function compare(value: Value, by: string, wanted: Value): boolean {
  switch (by) {
    case '=':
      return value === wanted;
    case '!=':
      return value !== wanted;
    case '<':
      return value < wanted;
    case '<=':
      return value <= wanted;
    case '>':
      return value > wanted;
    default:
      return value >= wanted;
  }
}
