import type { InputField, Row, Signature } from '@kaizenml/contracts';
import { type ForecastShape, type NewerPoints, tablePoints } from '@kaizenml/ml/forecast';
import { type Table, tableFromRows } from '@kaizenml/ml/table';

/** The points of newer rows by series. @throws COLUMN_UNKNOWN, TARGET_UNUSABLE, ARGUMENT_INVALID */
export function newerPoints(shape: ForecastShape, table: Table): readonly NewerPoints[] {
  const { target, time, series } = shape;
  const columns = { target, time: time?.column, timeKind: time?.kind, series: series ?? undefined };
  return tablePoints(table, columns).list;
}

/** The same of rows as callers send them. @throws INPUT_SCHEMA_MISMATCH */
export function newerPointsOfRows(
  shape: ForecastShape,
  rows: readonly Row[],
): readonly NewerPoints[] {
  return newerPoints(shape, tableFromRows(forecastSignature(shape).inputs, rows));
}

/** What a forecast reads of newer rows, and what it answers. */
export function forecastSignature({ target, time, series }: ForecastShape): Signature {
  const field = (name: string, kind: InputField['kind'], required: boolean): InputField => ({
    name,
    kind,
    shareMissing: 0,
    required,
    typical: null,
  });
  return {
    inputs: [
      ...(time === null
        ? []
        : [field(time.column, time.kind === 'date' ? 'date' : 'number', true)]),
      ...(series === null ? [] : [field(series, 'category', true)]),
      field(target, 'number', false),
    ],
    output: { name: target, task: 'regression' },
  };
}
