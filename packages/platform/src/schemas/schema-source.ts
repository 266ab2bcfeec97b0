import { readFile, stat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { AppError, type DataSchema, didYouMean } from '@kaizenml/contracts';
import { toReadError } from '../datasets/index.ts';
import { readSchema } from './read-schema.ts';
import type { SchemaRecord, SchemaStore } from './store.ts';

const MAX_NAMES = 1000;

/** A schema, its text and where it came from. */
export interface SchemaSource {
  /** `name@version`, or the path as it was given. */
  readonly title: string;
  readonly text: string;
  readonly schema: DataSchema;
  /** What proposals are kept under: the name of the dataset, or the absolute path. */
  readonly subject: string;
  /** The stored version; undefined of a file. */
  readonly record?: SchemaRecord;
  /** Absolute path of the file; undefined of a stored one. */
  readonly path?: string;
}

/** Whether a reference names the file of a schema, not the dataset of one. */
export function isSchemaFile(reference: string): boolean {
  return /[\\/]/.test(reference) || /^\.(ya?ml|json)$/i.test(extname(reference));
}

/** What proposals for a schema are kept under. @param reference `name`, `name@version` or the path of a file. */
export function schemaSubject(reference: string): string {
  return isSchemaFile(reference) ? resolve(reference) : reference.replace(/@\d+$/, '');
}

/**
 * The schema of a file or the stored one of a dataset.
 *
 * @param mayOpen Whether paths may be opened: only for who sits at the machine.
 * @throws SCHEMA_NOT_FOUND with the closest names, SCHEMA_INVALID, FILE_NOT_FOUND, FILE_NOT_READABLE
 */
export async function openSchema(
  schemas: Pick<SchemaStore, 'find' | 'list'>,
  reference: string,
  { mayOpen }: { readonly mayOpen: boolean },
): Promise<SchemaSource> {
  if (mayOpen && isSchemaFile(reference)) return await openFile(reference);
  const record = await getSchema(schemas, reference);
  const title = `${record.name}@${record.version}`;
  const { schema } = readSchema(record.text, title);
  return { title, text: record.text, schema, subject: record.name, record };
}

async function openFile(path: string): Promise<SchemaSource> {
  const text = await readSchemaText(path);
  const { schema } = readSchema(text, basename(path));
  return { title: path, text, schema, subject: schemaSubject(path), path: resolve(path) };
}

/** The text of the file of a schema. @throws FILE_NOT_FOUND, FILE_NOT_READABLE */
export async function readSchemaText(path: string): Promise<string> {
  const found = await stat(path).catch(async (thrown: unknown) => {
    throw await toReadError(thrown, path);
  });
  if (!found.isFile())
    throw new AppError('FILE_NOT_READABLE', {
      message: `"${path}" must be a file, got ${found.isDirectory() ? 'a folder' : 'something else'}.`,
      hint: 'Name the YAML file of a schema.',
      details: { path },
    });
  return await readFile(path, 'utf8').catch(async (thrown: unknown) => {
    throw await toReadError(thrown, path);
  });
}

async function getSchema(
  schemas: Pick<SchemaStore, 'find' | 'list'>,
  reference: string,
): Promise<SchemaRecord> {
  const record = await schemas.find(reference);
  if (record) return record;
  const { items } = await schemas.list({ limit: MAX_NAMES });
  const known = items.map(({ name }) => name);
  const name = reference.replace(/@\d+$/, '');
  throw new AppError('SCHEMA_NOT_FOUND', {
    message: `A schema of "${reference}" must be stored, got ${known.includes(name) ? 'other versions of it' : 'none'}.`,
    hint: known.includes(name)
      ? `See its versions with \`kaizen schemas history ${name}\`.`
      : (didYouMean(name, known) ??
        `Infer one with \`kaizen schemas infer ${name} --out ${name}.yaml\`, and store it with \`kaizen schemas put ${name} ${name}.yaml\`.`),
    details: { name: reference },
  });
}
