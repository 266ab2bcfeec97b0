import type { ModelStore } from '../models/store.ts';
import type { PredictionLog } from './log.ts';

/** What the operations on the log stand on. */
export interface PredictionDeps {
  readonly models: Pick<ModelStore, 'find' | 'list'>;
  readonly predictionLog: PredictionLog;
}
