import {
  AppError,
  asId,
  type ExperimentName,
  type ModelName,
  type ModelTask,
} from '@kaizenml/contracts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { type Clock, instant } from '../kit/index.ts';
import { adviseVersion } from '../models/index.ts';
import type { ModelVersionRecord } from '../models/store.ts';
import type { Store } from '../storage/store.ts';
import type { Adopted } from './adopt-model.ts';
import { drawLineage, type RunLineage } from './draw-lineage.ts';
import { reasonOf } from './step-runner.ts';
import type { Origin } from './steps/about-artifact.ts';

/** A model that is registered without being trained here. */
export interface Registration {
  readonly name: ModelName;
  readonly task: ModelTask;
  readonly target: string;
  /** What the run is called. */
  readonly title: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** What it asks when it answers. Default: nothing that is registered here. */
  readonly sources?: RunLineage['sources'];
  pack(origin: Omit<Origin, 'imported'>): Promise<Adopted>;
}

/**
 * Stores a model as a new version; it becomes nobody's champion by itself.
 *
 * It is a run, so that the lineage of the version leads to where it came from.
 *
 * @throws What packing throws; the run has then failed
 */
export async function recordRegistration(
  {
    store,
    artifacts,
    clock,
  }: { readonly store: Store; readonly artifacts: ArtifactStore; readonly clock: Clock },
  { name, task, target, title, params, sources, pack }: Registration,
): Promise<{ readonly version: ModelVersionRecord; readonly adopted: Adopted }> {
  const experiment = asId<ExperimentName>(name);
  await store.experiments.ensure(experiment);
  const runId = await store.runs.start({
    ...{ experiment, name: title, params: { ...params }, pid: process.pid },
  });
  try {
    const adopted = await pack({ runId, createdAt: instant(clock) });
    const { artifact, sizeBytes, dataset, estimator, metrics } = adopted;
    await store.runs.addFindings(runId, adopted.findings);
    await store.runs.logMetrics(runId, metrics);
    await store.runs.addArtifact(runId, { name: 'model', hash: artifact, sizeBytes });
    const advice = await adviseVersion({ models: store.models, artifacts }, { name, artifact });
    const version = await store.models.register({
      ...{ advice, name, task, target, estimator, runId, artifact, metrics },
    });
    await drawLineage(store, {
      runId,
      dataset: dataset && { hash: dataset.hash, role: 'measured-on' },
      sources,
      artifact,
      version,
    });
    await store.runs.finish(runId, { status: 'finished' });
    return { version, adopted };
  } catch (thrown) {
    await store.runs.finish(runId, { status: 'failed', error: reasonOf(thrown) });
    throw thrown;
  }
}

/** A name stands for one question: versions of it can be compared and exchanged. @throws ARGUMENT_INVALID */
export async function assertSameQuestion(
  store: Pick<Store, 'models'>,
  { name, task, target }: Pick<Registration, 'name' | 'task' | 'target'>,
): Promise<void> {
  const known = await store.models.find(name);
  if (known === undefined || (known.task === task && known.target === target)) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `A version of "${name}" must answer "${known.target}" (${known.task}), got one that answers "${target}" (${task}).`,
    hint: 'Give the model a name of its own.',
    details: { name, known: { task: known.task, target: known.target }, task, target },
  });
}
