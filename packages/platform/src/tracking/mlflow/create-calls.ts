import type { ArtifactTrees } from '../../artifacts/index.ts';
import type { Clock } from '../../kit/index.ts';
import type { TrackingStore } from '../store.ts';
import { artifactCalls } from './artifact-calls.ts';
import type { MlflowCall } from './call.ts';
import { experimentCalls } from './experiment-calls.ts';
import { historyCalls } from './history-calls.ts';
import { loggedModelCalls } from './logged-model-calls.ts';
import { loggingCalls } from './logging-calls.ts';
import { runCalls } from './run-calls.ts';
import { serverInfoCall } from './server-info-call.ts';

/** What the calls of tracking stand on. */
export interface TrackingCallParts {
  readonly tracking: TrackingStore;
  /** Files of runs and logged models. */
  readonly trees: Pick<ArtifactTrees, 'list'>;
  readonly clock: Clock;
  /** Ids of new runs. */
  readonly nextId: () => string;
}

/**
 * The calls of MLflow's tracking over a store.
 *
 * @source MLflow, "REST API", experiments, runs, metrics, logged models and artifacts.
 */
export function createTrackingCalls({
  tracking,
  trees,
  clock,
  nextId,
}: TrackingCallParts): readonly MlflowCall[] {
  const { runs, metrics, models } = tracking;
  return [
    ...experimentCalls(tracking),
    ...runCalls({ runs, clock, nextId }),
    ...loggingCalls(runs),
    ...historyCalls(metrics),
    ...loggedModelCalls({ models, nextId }),
    serverInfoCall,
    ...artifactCalls({ tracking, trees }),
  ];
}
