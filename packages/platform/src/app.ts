import type { ArtifactStore } from './artifacts/store.ts';
import type { Handlers } from './handlers.ts';
import type { Clock } from './kit/clock.ts';
import type { PredictionLog } from './predictions/log.ts';
import type { Store } from './storage/store.ts';

/** One opened home and everything that works on it. */
export interface App {
  /** Absolute path of the home folder. */
  readonly home: string;
  readonly clock: Clock;
  readonly store: Store;
  readonly artifacts: ArtifactStore;
  readonly predictionLog: PredictionLog;
  readonly handlers: Handlers;
  /** Flushes the log and closes the store. */
  close(): Promise<void>;
}
