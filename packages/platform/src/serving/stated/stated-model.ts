import type { Answerer } from '../../models/index.ts';
import type { StatedManifest } from './stated-manifest.ts';

/** An open model that was stated: it answers rows like any other. */
export interface StatedModel extends Answerer {
  readonly manifest: StatedManifest;
  /** Ends what it holds: connections, threads. */
  close(): Promise<void>;
}
