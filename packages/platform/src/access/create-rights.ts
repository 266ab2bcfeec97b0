import type { Kind, Rights, Role, Thing } from './rights.ts';
import type { AccountRecord, GivenRole } from './store.ts';

/** Every role, from the least to the one that holds all. */
export const ROLES: readonly Role[] = ['read', 'write', 'approve', 'admin'];

/** What each role lets do. */
const HOLDS: Readonly<Record<Role, readonly Role[]>> = {
  read: ['read'],
  write: ['read', 'write'],
  approve: ['read', 'approve'],
  admin: ROLES,
};

/**
 * What an account may do: what any of its roles holds, at the thing or everywhere. A closed account may do nothing.
 *
 * @cost `has` is two look-ups, however many roles there are.
 */
export function createRights({
  name,
  closedAt,
  roles,
}: Pick<AccountRecord, 'name' | 'closedAt' | 'roles'>): Rights {
  const given = closedAt === null ? roles : [];
  const everywhere = rolesOf(given.filter(({ thing }) => thing === null));
  const places: Readonly<Record<Kind, ReadonlyMap<string, ReadonlySet<Role>>>> = {
    experiment: byThing(given, 'experiment'),
    model: byThing(given, 'model'),
  };
  const ids = {
    experiment: new Set(places.experiment.keys()),
    model: new Set(places.model.keys()),
  };
  return {
    account: name,
    has: (role, thing) =>
      everywhere.has(role) ||
      (thing !== undefined && places[thing.kind].get(thing.id)?.has(role) === true),
    readable: (kind) => (everywhere.has('read') ? undefined : ids[kind]),
  };
}

function rolesOf(given: readonly GivenRole[]): ReadonlySet<Role> {
  return new Set(given.flatMap(({ role }) => HOLDS[role]));
}

function byThing(given: readonly GivenRole[], kind: Kind): Map<string, ReadonlySet<Role>> {
  const things = given
    .map(({ thing }) => thing)
    .filter((thing): thing is Thing => thing?.kind === kind);
  return new Map(
    things.map(({ id }) => [
      id,
      rolesOf(given.filter(({ thing }) => thing?.kind === kind && thing.id === id)),
    ]),
  );
}
