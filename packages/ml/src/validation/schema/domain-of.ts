import type { ColumnSchema, DataSchema } from '@kaizenml/contracts';

/** The values that a column may have, and where the schema says so. */
export interface Domain {
  readonly values: readonly string[];
  readonly path: readonly string[];
}

/** The domain of a column: its own values, or a shared list; undefined where any value may be. */
export function domainOf(
  { domains = {} }: Pick<DataSchema, 'domains'>,
  name: string,
  { values, domain }: ColumnSchema,
): Domain | undefined {
  if (values !== undefined) return { values, path: ['columns', name, 'values'] };
  if (domain === undefined || !Object.hasOwn(domains, domain)) return undefined;
  return { values: domains[domain], path: ['domains', domain] };
}
