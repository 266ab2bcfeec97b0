import { basename } from 'node:path';
import type { Operations } from '@kaizenml/contracts/operations';
import { checkSchema } from '@kaizenml/ml/validation';
import type { MachineHandler } from '../at-machine.ts';
import { readSchema } from './read-schema.ts';
import { schemaChanged } from './save-schema.ts';
import { readSchemaText } from './schema-source.ts';
import type { SchemaStore } from './store.ts';
import { toSchemaSummary } from './to-schema-summary.ts';

/** Stores a schema for a dataset. At the machine it is read from a file. */
export const putSchema =
  (schemas: SchemaStore): MachineHandler<Operations['schemas']['put']> =>
  async ({ name, yaml, after }, machine) => {
    const text = machine === undefined ? yaml : await readSchemaText(yaml);
    const { schema } = readSchema(text, machine === undefined ? 'yaml' : basename(yaml));
    const added = await schemas.add({ name, text }, after);
    if (added === undefined) throw schemaChanged(name);
    return {
      ...toSchemaSummary(added.record),
      isNew: added.isNew,
      warnings: checkSchema(schema).map(({ long }) => long),
    };
  };
