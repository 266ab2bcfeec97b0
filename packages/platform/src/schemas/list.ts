import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { SchemaStore } from './store.ts';
import { toSchemaSummary } from './to-schema-summary.ts';

/** Lists schemas with their newest version, by name. */
export const listSchemas =
  (schemas: SchemaStore): Handler<Operations['schemas']['list']> =>
  async (page) => {
    const { items, next } = await schemas.list(page);
    const told = items.map(async (record) => ({
      ...toSchemaSummary(record),
      nOpen: (await schemas.proposals(record.name)).length,
    }));
    return { items: await Promise.all(told), ...(next === undefined ? {} : { next }) };
  };
