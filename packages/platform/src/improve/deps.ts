import type { ArtifactStore } from '../artifacts/index.ts';
import type { Answerers } from '../models/index.ts';
import type { PredictionLog } from '../predictions/index.ts';
import type { Store } from '../storage/store.ts';

/** What a report is made of. */
export interface ImproveDeps {
  readonly store: Pick<Store, 'models' | 'runs' | 'monitors' | 'performance' | 'endpoints'>;
  readonly answerers: Pick<Answerers, 'get'>;
  readonly artifacts: Pick<ArtifactStore, 'read'>;
  readonly predictionLog: Pick<PredictionLog, 'tagged'>;
}
