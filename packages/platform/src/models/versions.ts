import { asId, type ModelName } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { getRegistered, type RegistryStore } from './registry/index.ts';
import { toRegisteredVersion } from './to-registered-version.ts';

const NEWEST_FIRST = [
  { field: { of: 'attribute', key: 'version_number' }, isDescending: true },
] as const;

export const listVersions =
  (registry: RegistryStore): Handler<Operations['models']['versions']> =>
  async ({ name: asked, ...page }) => {
    const { name } = await getRegistered(registry, asId<ModelName>(asked));
    const field = { of: 'attribute', key: 'name' } as const;
    const condition = { kind: 'compare', field, by: '=', value: name } as const;
    const search = { condition, orders: NEWEST_FIRST };
    const { items, next } = await registry.searchVersions(search, page);
    return { items: items.map(toRegisteredVersion), ...(next === undefined ? {} : { next }) };
  };
