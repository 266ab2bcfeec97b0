import {
  type Anomaly,
  type ColumnStatistics,
  closestNames,
  type DataSchema,
} from '@kaizenml/contracts';
import { inferColumn } from '../infer/infer-column.ts';
import { makeAnomaly } from '../make-anomaly.ts';
import { makePatch } from '../make-patch.ts';

/** A column that must be there and is not. */
export function missingColumn(
  schema: DataSchema,
  name: string,
  {
    environment,
    unknown,
  }: { readonly environment: string | undefined; readonly unknown: readonly string[] },
): Anomaly {
  const spec = schema.columns[name];
  const [near] = closestNames(name, unknown, 1);
  const hint = near === undefined ? '' : `; "${near}" is new and has a name like it`;
  const { not = [] } = spec.environments ?? {};
  return makeAnomaly('SCHEMA_MISSING_COLUMN', {
    column: name,
    long: `Column "${name}" must be in the table${environment === undefined ? '' : ` in ${environment}`}, got none of this name${hint}.`,
    details: { environment: environment ?? null, near: near ?? null },
    patch: makePatch({
      anomaly: 'SCHEMA_MISSING_COLUMN',
      column: name,
      says:
        environment === undefined
          ? `"${name}" is no longer delivered.`
          : `"${name}" is not there in ${environment}.`,
      changes: [
        environment === undefined
          ? { path: ['columns', name, 'stage'], from: spec.stage, to: 'deprecated' }
          : {
              path: ['columns', name, 'environments', 'not'],
              from: spec.environments?.not,
              to: [...not, environment],
            },
      ],
      about: environment,
    }),
  });
}

/** A column that the schema does not know. */
export function newColumn(column: ColumnStatistics): Anomaly {
  const { name } = column;
  const to = inferColumn(column);
  return makeAnomaly('SCHEMA_NEW_COLUMN', {
    column: name,
    long: sayNewColumn(name),
    details: { type: to.type },
    patch: makePatch({
      anomaly: 'SCHEMA_NEW_COLUMN',
      column: name,
      says: `"${name}" is a column of type ${to.type}.`,
      changes: [{ path: ['columns', name], to }],
    }),
  });
}

/** The sentence of a column that the schema does not know. */
export function sayNewColumn(name: string): string {
  return `Column "${name}" must be in the schema, got it in the table alone.`;
}
