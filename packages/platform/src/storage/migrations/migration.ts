import type { Kysely } from 'kysely';

/** One numbered change of the schema. Once released it never changes; the next change is a new one. */
export interface Migration {
  /** Greater than that of the one before; a number that was kept for something else may be missing. */
  readonly version: number;
  readonly name: string;
  /** Makes the change inside the caller's transaction, with the schema builder and types that every back-end has. */
  up(db: Kysely<unknown>): Promise<void>;
}
