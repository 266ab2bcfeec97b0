import { userInfo } from 'node:os';
import { AppError, didYouMean, listNames, type SchemaChange } from '@kaizenml/contracts';
import type { InputOf, Operations } from '@kaizenml/contracts/operations';
import { applyPatch, checkSchema, diffSchemas, valueAt } from '@kaizenml/ml/validation';
import type { MachineHandler } from '../at-machine.ts';
import { instant } from '../kit/index.ts';
import type { DecisionDeps } from './decide.ts';
import { editSchema } from './edit-schema.ts';
import { readSchema } from './read-schema.ts';
import { saveSchema, schemaChanged } from './save-schema.ts';
import { openSchema, type SchemaSource } from './schema-source.ts';

type Edit = Operations['schemas']['edit'];

/** Changes what a schema says of one column. */
export const editColumn =
  ({ schemas, clock }: DecisionDeps): MachineHandler<Edit> =>
  async (input, machine) => {
    const isHere = machine !== undefined;
    const source = await openSchema(schemas, input.name, { mayOpen: isHere });
    const { title, record, schema } = source;
    if (input.after !== undefined && record?.version !== input.after) throw schemaChanged(title);
    const changes = changesOf(source, input);
    const edited = applyPatch(schema, { id: '', says: '', changes });
    const words = diffSchemas(schema, edited).map(({ says }) => says);
    const name = record?.name ?? input.name;
    if (changes.length === 0)
      return { name, version: record?.version ?? null, changes: [], warnings: [] };
    const by = input.by ?? (isHere ? userInfo().username : 'api');
    const { text } = editSchema(source.text, {
      source: title,
      patch: { id: '', says: words.join(' '), changes },
      decision: { decision: 'edited', by, at: instant(clock), why: input.why },
    });
    const warnings = checkSchema(readSchema(text, title).schema).map(({ long }) => long);
    return { name, version: await saveSchema(schemas, source, text), changes: words, warnings };
  };

/** What differs from the fields that the column has. @throws COLUMN_UNKNOWN */
function changesOf(
  { schema, title }: SchemaSource,
  { column, set }: InputOf<Edit>,
): SchemaChange[] {
  if (!Object.hasOwn(schema.columns, column) && set.type === undefined)
    throw unknownColumn(column, title, Object.keys(schema.columns));
  return Object.entries(set).flatMap(([field, value]) => {
    const path = ['columns', column, field];
    const [from, to] = [valueAt(schema, path), value ?? undefined];
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ path, from, to }];
  });
}

function unknownColumn(column: string, title: string, known: readonly string[]): AppError {
  return new AppError('COLUMN_UNKNOWN', {
    message: `Column must be one of the schema "${title}", got "${column}".`,
    hint: didYouMean(column, known) ?? `It has ${listNames(known)}; give a new one a \`type\`.`,
    details: { column, columns: known },
  });
}
