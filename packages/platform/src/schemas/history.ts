import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { diffSchemas } from '@kaizenml/ml/validation';
import { readSchema } from './read-schema.ts';
import { openSchema } from './schema-source.ts';
import type { SchemaRecord, SchemaStore } from './store.ts';

/** Versions of a schema, and who decided what, newest first. */
export const showHistory =
  (schemas: SchemaStore): Handler<Operations['schemas']['history']> =>
  async ({ name }) => {
    const { schema } = await openSchema(schemas, name, { mayOpen: false });
    const records = await schemas.versions(name);
    const decisions = (schema.history ?? []).toReversed();
    return {
      name,
      versions: records.map((record, i) => ({
        version: record.version,
        createdAt: record.createdAt,
        changes: changesBetween(records[i + 1], record),
      })),
      decisions: decisions.map(({ anomaly, column, patch, why, ...decision }) => ({
        ...decision,
        anomaly: anomaly ?? null,
        column: column ?? null,
        patch: patch ?? null,
        why: why ?? null,
      })),
    };
  };

function changesBetween(before: SchemaRecord | undefined, after: SchemaRecord): string[] {
  if (before === undefined) return [];
  const [a, b] = [before, after].map(
    ({ name, version, text }) => readSchema(text, `${name}@${version}`).schema,
  );
  return a === undefined || b === undefined ? [] : diffSchemas(a, b).map(({ says }) => says);
}
