import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { ArtifactStore } from './artifacts/store.ts';
import type { PredictionLog } from './predictions/log.ts';
import type { Store } from './storage/store.ts';

/** The code behind every operation: a missing one does not compile. */
export type Handlers = {
  readonly [Noun in keyof Operations]: {
    readonly [Verb in keyof Operations[Noun]]: Handler<Operations[Noun][Verb]>;
  };
};

/** One opened home and everything that works on it. */
export interface App {
  /** Absolute path of the home folder. */
  readonly home: string;
  readonly store: Store;
  readonly artifacts: ArtifactStore;
  readonly predictionLog: PredictionLog;
  readonly handlers: Handlers;
  /** Flushes the log and closes the store. */
  close(): Promise<void>;
}
