import type { ModelName } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { ArtifactStore } from '../artifacts/store.ts';
import type { MachineHandler } from '../at-machine.ts';
import type { Clock, Log } from '../kit/index.ts';
import type { RegistryStore } from '../models/index.ts';
import type { Launch } from '../pipelines/index.ts';
import type { PredictionLog } from '../predictions/index.ts';
import type { Store } from '../storage/store.ts';

/** What the steps stand on that read and compare tables, in whichever process. */
export interface TableDeps {
  readonly store: Store;
  readonly artifacts: ArtifactStore;
  /** Absolute path of the home. */
  readonly home: string;
  readonly predictionLog: Pick<PredictionLog, 'scan'>;
  readonly clock: Clock;
}

/** What a retrainer stands on. */
export interface RetrainerDeps extends TableDeps {
  readonly log: Log;
  /** Begins a training in a process of its own. */
  readonly launch: Launch;
  /** Begins a rollout as a person does. */
  readonly startRollout: MachineHandler<Operations['rollouts']['start']>;
  /** The registry with its rules: aliases are moved by it. */
  readonly registry: Pick<RegistryStore, 'setAlias' | 'tagVersion'>;
  /**
   * Does a step that reads tables elsewhere, and resolves at once. Default: it is done here, and requests wait for it.
   *
   * @param id Of the retraining.
   */
  readonly doElsewhere?: (id: string) => Promise<void>;
}

/** Who retrains, for histories. */
export function whoRetrains(id: string): string {
  return `retraining ${id}`;
}

/** Names of the datasets of an endpoint. */
export function datasetNames(endpoint: ModelName): { history: string; newest: string } {
  const stem = endpoint.slice(0, 100);
  return { history: `${stem}-history`, newest: `${stem}-newest` };
}
