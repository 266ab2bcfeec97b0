import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { GivenRole } from './store.ts';

/** A role on the wire. */
export function toGivenRole({
  role,
  thing,
  name,
  at,
}: GivenRole): OutputOf<Operations['accounts']['grant']>['roles'][number] {
  return { role, thing: thing === null ? null : { ...thing, name: name ?? thing.id }, at };
}
