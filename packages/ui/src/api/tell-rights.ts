import type { Operations, OutputOf } from '@kaizenml/contracts/operations';

/** What the server says of who asks. */
export type Self = OutputOf<Operations['keys']['self']>;

/** What a control of a page needs. */
export interface Need {
  readonly role: 'read' | 'write' | 'approve' | 'admin';
  /** Where; undefined for everywhere. */
  readonly at?: { readonly kind: 'experiment' | 'model'; readonly id: string } | undefined;
}

/** Whether the person of this tab may do something. */
export interface Rights {
  /** False while it is not known yet. */
  readonly mayChange: boolean;
  /** Why not; undefined where it may, and while it is not known. */
  readonly why: string | undefined;
}

/** Holds what a control needs against what who asks may do: first the scopes of the key, then the roles of its account. */
export function tellRights({ scopes, endpoints, account }: Self, { role, at }: Need): Rights {
  if (endpoints !== null)
    return not(
      `Changing this needs a key for all endpoints; yours is for ${endpoints.join(', ')}.`,
    );
  if (!scopes.includes('admin') && !scopes.includes(role))
    return not(`Changing this needs a key with the scope ${role}; yours has ${scopes.join(', ')}.`);
  if (account === null || account.roles.some((given) => holds(given, { role, at })))
    return { mayChange: true, why: undefined };
  const place = at === undefined ? 'everywhere' : `at this ${at.kind}`;
  return not(
    `This needs the role ${role} ${place}, which the account ${account.name} does not have.`,
  );
}

function not(why: string): Rights {
  return { mayChange: false, why };
}

function holds(given: NonNullable<Self['account']>['roles'][number], { role, at }: Need): boolean {
  const { thing } = given;
  if (thing !== null && (thing.kind !== at?.kind || thing.id !== at.id)) return false;
  return given.role === role || given.role === 'admin' || role === 'read';
}
