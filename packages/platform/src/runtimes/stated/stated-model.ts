import type { Row } from '@kaizenml/contracts';
import type { Answerer } from '../answerer.ts';
import type { Explaining } from '../graphs/index.ts';
import type { StatedManifest } from './stated-manifest.ts';

/** An open model that was stated: it answers rows like any other. */
export interface StatedModel extends Answerer {
  readonly manifest: StatedManifest;
  /** Of a graph: who explains the answer to a row. @throws INPUT_SCHEMA_MISMATCH, MODEL_FOREIGN, GRAPH_UNROUTED */
  explainedBy?(row: Row): Promise<Explaining>;
  /** Of a proxy: asks the server whether it still reads and answers what it did at registration, where its protocol tells. @throws REMOTE_FAILED, REMOTE_UNAVAILABLE, REMOTE_TIMEOUT, MODEL_RUN_FAILED */
  assertReady?(): Promise<void>;
  /** Ends what it holds: connections, threads. */
  close(): Promise<void>;
}
