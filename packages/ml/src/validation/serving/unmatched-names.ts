import type { Anomaly, DataSchema } from '@kaizenml/contracts';
import { missingColumn, sayNewColumn } from '../checks/unmatched-columns.ts';
import { makeAnomaly } from '../make-anomaly.ts';
import { isExpectedIn } from '../schema/environments.ts';
import { servingEnvironment } from './to-serving-schema.ts';

/** Columns that must be there and are not, and columns that the schema does not know. */
export interface UnmatchedNames {
  readonly missing: readonly Anomaly[];
  readonly unknown: readonly Anomaly[];
}

/** Compares the columns of a row, or of a table, with those of a schema. */
export function unmatchedNames(schema: DataSchema, names: readonly string[]): UnmatchedNames {
  const environment = servingEnvironment(schema);
  const unknown = names.filter((name) => !Object.hasOwn(schema.columns, name));
  const missing = requiredColumns(schema).filter((name) => !names.includes(name));
  return {
    missing: missing.map((name) => missingColumn(schema, name, { environment, unknown })),
    unknown: unknown.map((name) =>
      makeAnomaly('SCHEMA_NEW_COLUMN', { column: name, long: sayNewColumn(name) }),
    ),
  };
}

/** Columns that every row must have, if only with a missing value. */
export function requiredColumns(schema: DataSchema): string[] {
  const environment = servingEnvironment(schema);
  return Object.entries(schema.columns).flatMap(([name, column]) =>
    column.presence !== undefined &&
    (column.stage ?? 'production') === 'production' &&
    isExpectedIn(column, environment)
      ? [name]
      : [],
  );
}
