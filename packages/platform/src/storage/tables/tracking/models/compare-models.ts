import type { LoggedModel, LoggedModelOrder } from '../../../../tracking/store.ts';
import { attributeOf, isMeasuredOn } from './model-fields.ts';

/** Sorts logged models: by these orders, then the newest first, then by id. What has no value, or none that is a number, is last. */
export function compareModels(
  orders: readonly LoggedModelOrder[],
): (a: LoggedModel, b: LoggedModel) => number {
  const newestFirst = (a: LoggedModel, b: LoggedModel) =>
    b.createdAtMs - a.createdAtMs || compareValues(a.id, b.id);
  return (a, b) => {
    for (const order of orders) {
      const [left, right] = [sortedValue(a, order), sortedValue(b, order)];
      const missing = rankOf(left) - rankOf(right);
      if (missing !== 0) return missing;
      if (left === null || right === null || rankOf(left) > 0) continue;
      const sign = compareValues(left, right);
      if (sign !== 0) return order.isDescending ? -sign : sign;
    }
    return newestFirst(a, b);
  };
}

/** Of a metric that was measured several times the latest value. */
function sortedValue(
  model: LoggedModel,
  { field, dataset }: LoggedModelOrder,
): string | number | null {
  switch (field.of) {
    case 'metric':
      return (
        model.metrics
          .filter(({ key }) => key === field.key)
          .filter((point) => dataset === undefined || isMeasuredOn(point, [dataset]))
          .reduce<LoggedModel['metrics'][number] | undefined>(
            (latest, point) => (latest === undefined || point.atMs >= latest.atMs ? point : latest),
            undefined,
          )?.value ?? null
      );
    case 'param':
      return model.params[field.key] ?? null;
    case 'tag':
      return model.tags[field.key] ?? null;
    default:
      return attributeOf(model, field.key);
  }
}

/** 0 for values, 1 for NaN, 2 for none. */
function rankOf(value: string | number | null): number {
  if (value === null) return 2;
  return Number.isNaN(value) ? 1 : 0;
}

function compareValues(a: string | number, b: string | number): number {
  return a < b ? -1 : Number(a > b);
}
