import type { DataSchema } from '@kaizenml/contracts';
import type { Project } from '@kaizenml/contracts/project';
import { openSchema, type SchemaStore } from '../schemas/index.ts';

/**
 * The schema that rows are checked against when the model answers: the one that the project names, else the stored one of
 * the dataset. Where there is none, nothing is checked; none is inferred.
 *
 * @throws SCHEMA_NOT_FOUND for a name that is not stored, SCHEMA_INVALID
 */
export async function servingSchema(
  schemas: Pick<SchemaStore, 'find' | 'list'>,
  { serving }: Pick<Project, 'serving'>,
  dataset: string,
): Promise<DataSchema | undefined> {
  const name = serving.schema ?? dataset;
  if (serving.schema === undefined && (await schemas.find(name)) === undefined) return undefined;
  return (await openSchema(schemas, name, { mayOpen: false })).schema;
}
