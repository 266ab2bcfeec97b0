/**
 * What an account may do with one thing: look at it; log to it, register and change it; judge and release its versions; or all of it, with
 * the roles of others. `write`, `approve` and `admin` hold `read`; `admin` holds all; `write` and `approve` do not hold each other, so
 * that who makes a version need not be who releases it.
 */
export type Role = 'read' | 'write' | 'approve' | 'admin';

/** What roles are given at: an experiment with its runs, or a model with its versions. */
export type Kind = 'experiment' | 'model';

/** One of them; an experiment by its id, so that a new name gives nobody anything. */
export interface Thing {
  readonly kind: Kind;
  readonly id: string;
}

/** What the one who asks may do, as it stood less than a second ago. */
export interface Rights {
  /** Name of the account. */
  readonly account: string;
  /** Whether it has a role, given at the thing or everywhere. Without a thing: given everywhere. */
  has(role: Role, thing?: Thing): boolean;
  /** Ids of the things that it may look at; undefined for all. */
  readable(kind: Kind): ReadonlySet<string> | undefined;
}
