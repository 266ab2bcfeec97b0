import type { DataSchema, DatasetStatistics } from '@kaizenml/contracts';
import { type InferOptions, inferColumn } from './infer-column.ts';

/** Options of a schema and of its columns. */
export interface InferSchemaOptions extends InferOptions {
  /** Name of the dataset. */
  readonly dataset?: string | undefined;
}

/**
 * What the next version of a table must be like, if it is like this one: types, presence, domains, wide ranges, unique keys.
 *
 * The table itself keeps its schema. It is a start that people edit.
 *
 * @source Caveness et al. (2020), "TensorFlow Data Validation", SIGMOD; for what is decided otherwise see decision 0031.
 */
export function inferSchema(
  { columns }: DatasetStatistics,
  { dataset, ...options }: InferSchemaOptions = {},
): DataSchema {
  return {
    kaizenSchema: 1,
    ...(dataset !== undefined && { dataset }),
    columns: Object.fromEntries(
      columns.map((column) => [column.name, inferColumn(column, options)]),
    ),
  };
}
