import type { Rights, Role, Thing } from '../access/index.ts';
import { accessForbidden } from './refusals.ts';

/** An experiment, as roles are given at it. @param id Its number, as text. */
export function experimentAt(id: string): Thing {
  return { kind: 'experiment', id };
}

/** A model, as roles are given at it. */
export function modelAt(name: string): Thing {
  return { kind: 'model', id: name };
}

/** @throws ACCESS_FORBIDDEN unless a role is given everywhere */
export function assertEverywhere(rights: Rights, role: Role): void {
  if (!rights.has(role)) throw accessForbidden(rights, role);
}

/**
 * Refuses what needs a role at a thing: in the words for what is not there where the account may not look at it, or there is none.
 *
 * @param found The thing as it was looked up; undefined where there is none.
 * @throws ACCESS_FORBIDDEN, and what `notFound` makes
 */
export function assertAt(
  rights: Rights,
  role: Role,
  { found, notFound }: { readonly found: Thing | undefined; readonly notFound: () => Error },
): void {
  if (found === undefined || !rights.has('read', found)) throw notFound();
  if (!rights.has(role, found)) throw accessForbidden(rights, role, found);
}
