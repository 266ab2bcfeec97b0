import type { ColumnSchema, ColumnType, SchemaChange } from '@kaizenml/contracts';
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
