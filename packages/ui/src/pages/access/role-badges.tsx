import type { Operations, OutputOf } from '@kaizenml/contracts/operations';

export type Roles = OutputOf<Operations['accounts']['grant']>['roles'];

/** The place of a role, in words that follow its name. */
export function sayPlace(thing: Roles[number]['thing']): string {
  return thing === null ? 'everywhere' : `at ${thing.kind} ${thing.name}`;
}

/** Roles with their places, one line for each place. */
export function RoleBadges({ roles }: { readonly roles: Roles }) {
  if (roles.length === 0) return <span class="soft">none</span>;
  const places = new Map<string, string[]>();
  for (const { role, thing } of roles) {
    const place = sayPlace(thing);
    places.set(place, [...(places.get(place) ?? []), role]);
  }
  return (
    <div class="roles">
      {[...places].map(([place, names]) => (
        <div key={place}>
          {names.map((name) => (
            <span class="badge" key={name}>
              {name}
            </span>
          ))}{' '}
          {place}
        </div>
      ))}
    </div>
  );
}
