import { basename, resolve } from 'node:path';
import { asId, type ExperimentName, type ModelName, toName } from '@kaizenml/contracts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { type DatasetDeps, datasetName, openSource } from '../datasets/index.ts';
import { type Clock, sha256File } from '../kit/index.ts';
import type { Store } from '../storage/store.ts';
import type { RunFrame } from './outcome.ts';
import { createStepRunner, reasonOf, type StepRunner, tellSecond } from './step-runner.ts';
import type { TrainRequest } from './train-request.ts';

/** What a run works with. */
export interface RunDeps extends DatasetDeps {
  readonly store: Store;
  readonly artifacts: ArtifactStore;
  readonly clock: Clock;
}

/** The file that a run reads. */
export interface Source {
  readonly path: string;
  readonly fileHash: string;
  /** Name of the dataset. */
  readonly name: string;
  /** When the run began with it, milliseconds since 1970. */
  readonly openedAt: number;
}

/** A run that has begun. */
export interface OpenRun {
  readonly runner: StepRunner;
  readonly frame: RunFrame;
  readonly source: Source;
}

const SHARE_KEPT_FOR_THE_END = 0.05;

/** The file of a request, which must be there before a run is recorded. */
export async function findSource(
  { clock }: Pick<RunDeps, 'clock'>,
  { project, folder }: Pick<TrainRequest, 'project' | 'folder'>,
): Promise<Source> {
  const openedAt = clock.now();
  const path = resolve(folder, project.data);
  await openSource(path);
  return {
    path,
    fileHash: await sha256File(path),
    name: project.name ?? datasetName(path),
    openedAt,
  };
}

/** Name of the model, and of the experiment, that a request is about. */
export function modelName({ project, target }: TrainRequest, { name }: Source): ModelName {
  return asId<ModelName>(project.name ?? toName(`${name}-${target}`));
}

/** Begins a run, does its work, and records how it ended. */
export async function inRun<Result>(
  deps: RunDeps,
  request: TrainRequest,
  { source, work }: { source: Source; work: (run: OpenRun) => Promise<Result> },
): Promise<Result> {
  const { target, progress, signal, budgetMs } = request;
  const startedAt = source.openedAt;
  const experiment = asId<ExperimentName>(modelName(request, source));
  const title = `${basename(source.path)} → ${target}`;
  await deps.store.experiments.ensure(experiment);
  const runId = await deps.store.runs.start({
    experiment,
    name: title,
    params: runParams(request),
    pid: process.pid,
  });
  const runner = createStepRunner({
    ...deps,
    progress,
    signal,
    runId,
    deadlineAt:
      budgetMs === undefined ? undefined : startedAt + budgetMs * (1 - SHARE_KEPT_FOR_THE_END),
  });
  try {
    const result = await work({ runner, frame: { runId, title, startedAt }, source });
    await deps.store.runs.finish(runId, { status: 'finished' });
    return result;
  } catch (thrown) {
    const error = reasonOf(thrown);
    await tellSecond(progress, () => deps.store.runs.finish(runId, { status: 'failed', error }));
    throw thrown;
  } finally {
    progress.done();
  }
}

function runParams({ project, target, budgetMs }: TrainRequest): Record<string, string | number> {
  return {
    data: basename(project.data),
    target,
    seed: project.seed,
    folds: project.search.folds,
    testShare: project.split.test,
    ...(budgetMs === undefined ? {} : { budgetMs }),
    ...(project.search.trials === undefined ? {} : { trials: project.search.trials }),
  };
}
