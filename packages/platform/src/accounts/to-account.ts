import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { type AccountRecord, type GivenRole, type Rights, toGivenRole } from '../access/index.ts';

/** An account on the wire, without roles at what who asks may not look at. @param rights Undefined for who may look at all. */
export function toAccount(
  { name, kind, createdAt, closedAt, roles }: AccountRecord,
  rights: Rights | undefined,
): OutputOf<Operations['accounts']['grant']> {
  const isSeen = ({ thing }: GivenRole) =>
    rights === undefined || rights.account === name || thing === null || rights.has('read', thing);
  return { ...{ name, kind, createdAt, closedAt }, roles: roles.filter(isSeen).map(toGivenRole) };
}
