import { readSchema } from './read-schema.ts';
import type { SchemaRecord } from './store.ts';

/** A stored schema as it is told. */
export function toSchemaSummary({ name, version, text, createdAt }: SchemaRecord) {
  const { schema } = readSchema(text, `${name}@${version}`);
  return { name, version, createdAt, nColumns: Object.keys(schema.columns).length };
}
