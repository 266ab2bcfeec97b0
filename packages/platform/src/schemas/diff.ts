import type { Operations } from '@kaizenml/contracts/operations';
import { diffSchemas } from '@kaizenml/ml/validation';
import type { MachineHandler } from '../at-machine.ts';
import { openSchema } from './schema-source.ts';
import type { SchemaStore } from './store.ts';

/** Tells in what two schemas differ. */
export const diffTwoSchemas =
  (schemas: SchemaStore): MachineHandler<Operations['schemas']['diff']> =>
  async ({ before, after }, machine) => {
    const mayOpen = machine !== undefined;
    const a = await openSchema(schemas, before, { mayOpen });
    const b = await openSchema(schemas, after, { mayOpen });
    return {
      before: a.title,
      after: b.title,
      differences: diffSchemas(a.schema, b.schema).map(({ path, says }) => ({
        path: [...path],
        says,
      })),
    };
  };
