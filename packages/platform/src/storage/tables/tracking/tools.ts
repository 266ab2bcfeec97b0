import type { Clock } from '../../../kit/index.ts';
import type { KeyNumbers } from './key-numbers.ts';

/** What the queries of tracking stand on besides a connection, which is in a transaction. */
export interface TrackingTools {
  readonly clock: Clock;
  /** A fresh ULID. */
  readonly nextId: () => string;
  readonly keys: KeyNumbers;
}
