import { type ModelName, toAppError } from '@kaizenml/contracts';
import type { Own, Rights, Role } from '../access/index.ts';
import type { AuditStore } from '../audit/store.ts';
import { CHAMPION } from '../models/index.ts';
import type { RegistrySearch, RegistryStore, VersionAt } from '../models/registry/store.ts';
import { modelNotFound } from '../storage/index.ts';
import { nameClosed } from './refusals.ts';
import { assertAt, modelAt } from './things.ts';
import { allowed, narrowed } from './under-rights.ts';

/** What it stands on beside the registry. */
export interface RegistryAccess {
  readonly own: Own;
  /** Knows which names models had before. */
  readonly audit: Pick<AuditStore, 'list'>;
}

/**
 * The registry as an account sees it. Whoever creates a model is its `admin`.
 *
 * A name that a model had before is given again by who took it away, or who is `admin` everywhere: the trail and the log of predictions
 * still tell of that model under its name.
 */
export function guardRegistryAccess(
  registry: RegistryStore,
  { own, audit }: RegistryAccess,
): RegistryStore {
  const mayRead = (rights: Rights, name: ModelName) => rights.has('read', modelAt(name));
  const need = (rights: Rights, role: Role, name: ModelName): void =>
    assertAt(rights, role, { found: modelAt(name), notFound: () => modelNotFound(name, []) });
  const needs = (role: Role) => (rights: Rights, name: ModelName) => need(rights, role, name);
  const needsAt = (role: Role) => (rights: Rights, at: VersionAt) => need(rights, role, at.name);
  const assertFree = async (rights: Rights, name: ModelName): Promise<void> => {
    if (rights.has('admin') || mayRead(rights, name)) return;
    const [newest] = await audit.list({ name, limit: 1 });
    const isFree = newest === undefined || (isGone(newest.action) && newest.who === rights.account);
    if (!isFree || (await registry.findModel(name)) !== undefined)
      throw nameClosed(rights, 'model', name);
  };
  const withOpenName = async <T>(rights: Rights, name: ModelName, work: Promise<T>) => {
    try {
      return await work;
    } catch (thrown) {
      const isTaken = toAppError(thrown).code === 'MODEL_EXISTS';
      if (isTaken && !mayRead(rights, name)) throw nameClosed(rights, 'model', name);
      throw thrown;
    }
  };
  const isReleased = async (at: VersionAt) =>
    (await registry.findVersion(at))?.stage === 'Production';
  return {
    createModel: narrowed(registry, 'createModel', async (rights, model, reason) => {
      await assertFree(rights, model.name);
      const made = await withOpenName(rights, model.name, registry.createModel(model, reason));
      if (!rights.has('admin')) await own(rights, modelAt(made.name));
      return made;
    }),
    findModel: narrowed(registry, 'findModel', async (rights, name) =>
      mayRead(rights, name) ? registry.findModel(name) : undefined,
    ),
    searchModels: narrowed(registry, 'searchModels', (rights, search, page) =>
      registry.searchModels(seen(rights, search), page),
    ),
    describeModel: allowed(registry, 'describeModel', needs('write')),
    tagModel: allowed(registry, 'tagModel', needs('write')),
    renameModel: narrowed(registry, 'renameModel', async (rights, name, change) => {
      need(rights, 'admin', name);
      await assertFree(rights, change.to);
      return withOpenName(rights, change.to, registry.renameModel(name, change));
    }),
    deleteModel: allowed(registry, 'deleteModel', needs('admin')),
    createVersion: allowed(registry, 'createVersion', (rights, { name, copyOf }) => {
      need(rights, 'write', name);
      if (copyOf !== undefined) need(rights, 'read', copyOf.name);
    }),
    findVersion: narrowed(registry, 'findVersion', async (rights, at) =>
      mayRead(rights, at.name) ? registry.findVersion(at) : undefined,
    ),
    searchVersions: narrowed(registry, 'searchVersions', (rights, search, page) =>
      registry.searchVersions(seen(rights, search), page),
    ),
    countModels: narrowed(registry, 'countModels', (rights, search) =>
      registry.countModels(seen(rights, search)),
    ),
    standings: narrowed(registry, 'standings', (rights, names) =>
      registry.standings(names.filter((name) => mayRead(rights, name))),
    ),
    newestPerStage: narrowed(registry, 'newestPerStage', (rights, names) =>
      registry.newestPerStage(names.filter((name) => mayRead(rights, name))),
    ),
    describeVersion: allowed(registry, 'describeVersion', needsAt('write')),
    tagVersion: allowed(registry, 'tagVersion', needsAt('write')),
    setStage: allowed(registry, 'setStage', async (rights, at, { stage }) => {
      need(rights, 'read', at.name);
      const releases = stage === 'Production' || (await isReleased(at));
      need(rights, releases ? 'approve' : 'write', at.name);
    }),
    deleteVersion: allowed(registry, 'deleteVersion', needsAt('admin')),
    setAlias: allowed(registry, 'setAlias', (rights, name, { alias }) =>
      need(rights, roleOfAlias(alias), name),
    ),
    deleteAlias: allowed(registry, 'deleteAlias', (rights, name, { alias }) =>
      need(rights, roleOfAlias(alias), name),
    ),
  };
}

function roleOfAlias(alias: string): Role {
  return alias === CHAMPION ? 'approve' : 'write';
}

/** Whether a name is free after this change of what had it. */
function isGone(action: string): boolean {
  return action === 'model.delete' || action === 'model.rename';
}

function seen<Search extends Pick<RegistrySearch, 'condition'>>(
  rights: Rights,
  search: Search,
): Search {
  const names = rights.readable('model');
  if (names === undefined) return search;
  const { condition } = search;
  const field = { of: 'attribute', key: 'name' } as const;
  const isSeen = { kind: 'in', field, values: [...names], isNegated: false } as const;
  const of = condition === undefined ? [isSeen] : [isSeen, condition];
  return { ...search, condition: { kind: 'all', of } };
}
