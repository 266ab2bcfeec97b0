import type { ModelName } from '@kaizenml/contracts';
import type { Rights } from '../access/index.ts';
import type { EndpointStore } from '../endpoints/store.ts';
import { modelNotFound } from '../storage/index.ts';
import { assertAt, modelAt } from './things.ts';
import { allowed, narrowed } from './under-rights.ts';

/** Settings of endpoints as an account sees them. */
export function guardEndpoints(endpoints: EndpointStore): EndpointStore {
  const mayRead = (rights: Rights, name: ModelName) => rights.has('read', modelAt(name));
  return {
    put: allowed(endpoints, 'put', (rights, name) =>
      assertAt(rights, 'admin', {
        found: modelAt(name),
        notFound: () => modelNotFound(name, []),
      }),
    ),
    changes: narrowed(endpoints, 'changes', async (rights, name, limit) =>
      mayRead(rights, name) ? endpoints.changes(name, limit) : [],
    ),
    find: narrowed(endpoints, 'find', async (rights, name) =>
      mayRead(rights, name) ? endpoints.find(name) : undefined,
    ),
    all: narrowed(
      endpoints,
      'all',
      async (rights) =>
        new Map([...(await endpoints.all())].filter(([name]) => mayRead(rights, name))),
    ),
  };
}
