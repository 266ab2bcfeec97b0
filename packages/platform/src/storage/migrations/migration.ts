import type { Kysely } from 'kysely';

/** One numbered change of the schema. Once released it never changes; the next change is a new one. */
export interface Migration {
  /** 1, 2, 3 … without gaps. */
  readonly version: number;
  readonly name: string;
  /** Makes the change inside the caller's transaction, with the schema builder and types that every back-end has. */
  up(db: Kysely<unknown>): Promise<void>;
}
