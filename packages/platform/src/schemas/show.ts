import { invariant } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { openSchema } from './schema-source.ts';
import type { SchemaStore } from './store.ts';
import { toSchemaSummary } from './to-schema-summary.ts';
import { writeNewFile } from './write-file.ts';

type Shown = OutputOf<Operations['schemas']['show']>;

/** Shows the schema of a dataset, with the patches that wait for a decision. */
export const showSchema =
  (schemas: SchemaStore): MachineHandler<Operations['schemas']['show']> =>
  async ({ name }, machine) => {
    const { record, schema, text, subject } = await openSchema(schemas, name, { mayOpen: false });
    invariant(record !== undefined, 'a schema that was not opened as a file is stored');
    const open = await schemas.proposals(subject);
    const out = machine?.inputs.out;
    return {
      ...toSchemaSummary(record),
      yaml: text,
      schema: schema as Shown['schema'],
      open: open as Shown['open'],
      path: out === undefined ? null : await writeNewFile(out, text),
    };
  };
