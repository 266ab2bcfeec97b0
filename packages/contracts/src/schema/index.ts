export { SchemaFile } from './schema-file.ts';
