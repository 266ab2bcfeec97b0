import type {
  AnomalyName,
  ColumnSchema,
  ColumnType,
  SchemaChange,
  SchemaPatch,
} from '@kaizenml/contracts';
import { makePatch } from '../make-patch.ts';
import { unfitConstraints } from './constraint-types.ts';

/** Changes that give a column another type and take away what does not fit it. */
export function changeType(name: string, spec: ColumnSchema, to: ColumnType): SchemaChange[] {
  return [
    { path: ['columns', name, 'type'], from: spec.type, to },
    ...unfitConstraints(spec, to).map((key) => ({
      path: ['columns', name, key],
      from: spec[key],
    })),
  ];
}

/** What values of a type are called. */
export const TYPE_WORDS: Readonly<Record<ColumnType, string>> = {
  integer: 'whole numbers',
  number: 'numbers',
  boolean: 'true and false',
  string: 'text',
  date: 'dates',
};

/** A patch that gives a column another type. */
export function retype(
  name: string,
  spec: ColumnSchema,
  { anomaly, to }: { readonly anomaly: AnomalyName; readonly to: ColumnType },
): SchemaPatch {
  return makePatch({
    anomaly,
    column: name,
    says: `"${name}" holds ${TYPE_WORDS[to]}.`,
    changes: changeType(name, spec, to),
    about: to,
  });
}
