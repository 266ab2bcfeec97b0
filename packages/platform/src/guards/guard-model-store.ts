import type { ModelName } from '@kaizenml/contracts';
import type { Rights } from '../access/index.ts';
import { CHAMPION } from '../models/index.ts';
import type { ModelStore } from '../models/store.ts';
import { modelNotFound } from '../storage/index.ts';
import { inBoth } from './in-both.ts';
import { assertAt, assertEverywhere, modelAt } from './things.ts';
import { allowed, narrowed } from './under-rights.ts';

/** Models that can answer here, as an account sees them. What answers requests looks past this: the door has asked before. */
export function guardModelStore(models: ModelStore): ModelStore {
  const mayRead = (rights: Rights, name: ModelName) => rights.has('read', modelAt(name));
  return {
    register: allowed(models, 'register', (rights) => assertEverywhere(rights, 'write')),
    setAlias: allowed(models, 'setAlias', (rights, name, alias) =>
      assertAt(rights, alias === CHAMPION ? 'approve' : 'write', {
        found: modelAt(name),
        notFound: () => modelNotFound(name, []),
      }),
    ),
    aliasMoves: narrowed(models, 'aliasMoves', async (rights, name, limit) =>
      mayRead(rights, name) ? models.aliasMoves(name, limit) : [],
    ),
    find: narrowed(models, 'find', async (rights, name) =>
      mayRead(rights, name) ? models.find(name) : undefined,
    ),
    findVersion: narrowed(models, 'findVersion', async (rights, name, version) =>
      mayRead(rights, name) ? models.findVersion(name, version) : undefined,
    ),
    findUnanswering: narrowed(models, 'findUnanswering', async (rights, name, version) =>
      mayRead(rights, name) ? models.findUnanswering(name, version) : undefined,
    ),
    versions: narrowed(models, 'versions', async (rights, name) =>
      mayRead(rights, name) ? models.versions(name) : [],
    ),
    list: narrowed(models, 'list', async (rights, page, asked) => {
      const among = inBoth(asked, rights.readable('model'));
      return among?.size === 0 ? { items: [] } : models.list(page, among);
    }),
    count: allowed(models, 'count', (rights) => assertEverywhere(rights, 'read')),
  };
}
