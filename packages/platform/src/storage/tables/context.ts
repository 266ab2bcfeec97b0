import type { Kysely } from 'kysely';
import type { Clock } from '../../kit/index.ts';
import type { Schema } from '../schema.ts';

/** What the queries of every noun stand on. */
export interface TableContext {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  /** A fresh ULID. */
  readonly nextId: () => string;
}
