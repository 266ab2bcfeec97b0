/** One point of a metric as it is stored. `source` is a number of `metric_sources`. */
export interface StoredPoint {
  readonly value: number;
  readonly step: number;
  readonly at: number;
  readonly source: number | null;
}

/**
 * Negative where `a` is older than `b`: by step, then time, then value. NaN is below every number.
 *
 * @source mlflow/store/tracking/sqlalchemy_store.py, which point of a metric is its latest
 */
export function comparePoints(a: StoredPoint, b: StoredPoint): number {
  return a.step - b.step || a.at - b.at || compareValues(a.value, b.value);
}

/** The value of a column, where null is NaN. */
export function fromColumn(value: number | null): number {
  return value ?? Number.NaN;
}

/** The value for a column: databases keep NaN as null, or sort it as they please. Zero has one sign there. */
export function toColumn(value: number): number | null {
  return Number.isNaN(value) ? null : value + 0;
}

function compareValues(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  return a < b ? -1 : Number(a > b);
}
