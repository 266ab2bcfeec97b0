import { AppError } from '@kaizenml/contracts';
import { readSchemaText, type SchemaSource } from './schema-source.ts';
import type { SchemaStore } from './store.ts';
import { replaceFile } from './write-file.ts';

/** Stores the next version, or writes the file. @throws SCHEMA_CHANGED when it has changed since it was read */
export async function saveSchema(
  schemas: SchemaStore,
  { record, path, text: before, title }: SchemaSource,
  text: string,
): Promise<number | null> {
  if (record !== undefined) {
    const added = await schemas.add({ name: record.name, text }, record.version);
    if (added === undefined) throw schemaChanged(title);
    return added.record.version;
  }
  if (path !== undefined) {
    if ((await readSchemaText(path)) !== before) throw schemaChanged(title);
    await replaceFile(path, text);
  }
  return null;
}

export function schemaChanged(title: string): AppError {
  return new AppError('SCHEMA_CHANGED', {
    message: `Schema "${title}" must stay as it is while it is decided on, got another version meanwhile.`,
    hint: 'Run the command again.',
    details: { schema: title },
  });
}
