import type {
  ColumnSchema,
  ColumnStatistics,
  DataSchema,
  FrequentValue,
} from '@kaizenml/contracts';

/** A column with what its schema says of it. */
export interface ColumnSubject {
  readonly name: string;
  readonly spec: ColumnSchema;
  readonly column: ColumnStatistics;
  readonly schema: DataSchema;
  /** Rows with a value. */
  readonly nPresent: number;
  /** Values with their counts: all of them, or those that are surely frequent. */
  readonly seen: readonly FrequentValue[];
  /** Whether `seen` is every value. */
  readonly isComplete: boolean;
}

export function columnSubject(
  schema: DataSchema,
  name: string,
  column: ColumnStatistics,
): ColumnSubject {
  const seen = column.values ?? column.top;
  const nPresent = column.nRows - column.nMissing;
  const nSeen = seen.reduce((sum, { count, error }) => sum + count - error, 0);
  return {
    name,
    spec: schema.columns[name],
    column,
    schema,
    nPresent,
    seen,
    isComplete: nSeen === nPresent && seen.every(({ error }) => error === 0),
  };
}

/** Values that pass, with the rows that surely have them. */
export function rowsWith(
  seen: readonly FrequentValue[],
  passes: (value: string) => boolean,
): { readonly values: readonly FrequentValue[]; readonly count: number } {
  const values = seen.filter(({ value }) => passes(value));
  return { values, count: values.reduce((sum, { count, error }) => sum + count - error, 0) };
}
