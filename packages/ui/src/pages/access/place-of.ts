import type { Roles } from './role-badges.tsx';

/** The place of a role as operations take it. */
export function placeOf(thing: Pick<NonNullable<Roles[number]['thing']>, 'kind' | 'id'> | null): {
  readonly experiment?: string;
  readonly model?: string;
} {
  if (thing === null) return {};
  return thing.kind === 'model' ? { model: thing.id } : { experiment: thing.id };
}
