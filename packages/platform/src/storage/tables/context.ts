import type { Kysely } from 'kysely';
import type { Clock } from '../../kit/index.ts';
import type { Schema } from '../schema.ts';
import type { KeyNumbers } from './tracking/index.ts';

/** What the queries of every noun stand on. */
export interface TableContext {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  /** A fresh ULID. */
  readonly nextId: () => string;
  /** Numbers that sort the parts of runs as they were logged. */
  readonly nextPosition: () => number;
  /** Numbers of names of metrics, params and tags. */
  readonly keys: KeyNumbers;
}
