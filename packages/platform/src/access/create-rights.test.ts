import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRights, type GivenRole, ROLES, type Role, type Thing } from './index.ts';

const aThing = fc.record({
  kind: fc.constantFrom('experiment' as const, 'model' as const),
  id: fc.constantFrom('1', '2', 'churn'),
});
const aRole = fc.constantFrom(...ROLES);
const given = fc.array(
  fc.record({
    role: aRole,
    thing: fc.option(aThing),
    name: fc.constant(null),
    at: fc.constant('2026-01-01T00:00:00.000Z'),
  }),
  { maxLength: 6 },
);
const rightsOf = (roles: readonly GivenRole[], closedAt: string | null = null) =>
  createRights({ name: 'maria', closedAt, roles });
const OPTIONS = { seed: 86, numRuns: 400 };
const isAt = (thing: Thing | undefined) => (each: GivenRole) =>
  each.thing === null || (each.thing.kind === thing?.kind && each.thing.id === thing.id);

/** The rule in the words of the decision, role by role and thing by thing. */
function mayBySaying(roles: readonly GivenRole[], role: Role, thing: Thing | undefined): boolean {
  return roles
    .filter(isAt(thing))
    .some((each) => each.role === 'admin' || each.role === role || role === 'read');
}

describe('createRights', () => {
  it('lets do what a role at the thing or everywhere says, and nothing else', () => {
    fc.assert(
      fc.property(given, aRole, fc.option(aThing, { nil: undefined }), (roles, role, thing) => {
        expect(rightsOf(roles).has(role, thing)).toBe(mayBySaying(roles, role, thing));
      }),
      OPTIONS,
    );
  });

  it('never lets do less with one role more', () => {
    fc.assert(
      fc.property(given, given, aRole, aThing, (roles, more, role, thing) => {
        const [before, after] = [rightsOf(roles), rightsOf([...more, ...roles])];
        for (const at of [thing, undefined])
          if (before.has(role, at)) expect(after.has(role, at)).toBe(true);
      }),
      OPTIONS,
    );
  });

  it('lets who writes not approve, and who approves not write', () => {
    fc.assert(
      fc.property(fc.option(aThing), aThing, (at, thing) => {
        for (const [one, other] of [
          ['write', 'approve'],
          ['approve', 'write'],
        ] as const) {
          const rights = rightsOf([{ role: one, thing: at, name: null, at: '' }]);
          expect(rights.has(other, thing)).toBe(false);
          expect(rights.has(one, at ?? thing)).toBe(true);
        }
      }),
      OPTIONS,
    );
  });

  it('names exactly the things that may be looked at, or none where all may', () => {
    fc.assert(
      fc.property(given, aThing, (roles, thing) => {
        const rights = rightsOf(roles);
        const names = rights.readable(thing.kind);
        expect(names === undefined).toBe(rights.has('read'));
        expect(names === undefined || names.has(thing.id)).toBe(rights.has('read', thing));
      }),
      OPTIONS,
    );
  });

  it('lets a closed account do nothing', () => {
    fc.assert(
      fc.property(given, aRole, aThing, (roles, role, thing) => {
        const rights = rightsOf(roles, '2026-01-01T00:00:00.000Z');
        expect([rights.has(role, thing), rights.has(role)]).toEqual([false, false]);
        expect(rights.readable(thing.kind)).toEqual(new Set());
      }),
      OPTIONS,
    );
  });
});
