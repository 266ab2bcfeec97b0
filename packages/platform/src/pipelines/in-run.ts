import { hostname } from 'node:os';
import { basename, resolve } from 'node:path';
import { asId, type ExperimentName, type ModelName, type RunId, toName } from '@kaizenml/contracts';
import type { ArtifactStore } from '../artifacts/store.ts';
import {
  type DatasetDeps,
  type DatasetVersionRecord,
  datasetName,
  getVersion,
  openSource,
} from '../datasets/index.ts';
import { originOf } from '../environment/index.ts';
import { type Clock, processMark, sha256File } from '../kit/index.ts';
import type { Progress } from '../progress.ts';
import { openJournal } from '../runs/index.ts';
import type { Store } from '../storage/store.ts';
import type { Tracer } from '../tracing/index.ts';
import type { RunFrame } from './outcome.ts';
import { isTableTask } from './row-task.ts';
import { createStepRunner, isAbort, reasonOf, type StepRunner, tellSecond } from './step-runner.ts';
import type { TrainRequest } from './train-request.ts';

/** What a run works with. */
export interface RunDeps extends DatasetDeps {
  readonly store: Store;
  /** Where the store is, for processes that open it too; absent for the file of the home. */
  readonly storeAddress?: string | undefined;
  readonly artifacts: ArtifactStore;
  readonly clock: Clock;
  /** Makes spans of the run and its steps. Default: nobody traces. */
  readonly tracer?: Tracer | undefined;
}

/** The file, or the dataset version, that a run reads. */
export interface Source {
  /** Of a dataset version `name@version`. */
  readonly path: string;
  /** Of a dataset version the hash of its content. */
  readonly fileHash: string;
  /** Name of the dataset. */
  readonly name: string;
  /** When the run began with it, milliseconds since 1970. */
  readonly openedAt: number;
  /** Undefined for a file. */
  readonly version?: DatasetVersionRecord;
}

/** A run that has begun. */
export interface OpenRun {
  readonly runner: StepRunner;
  readonly frame: RunFrame;
  readonly source: Source;
  /** Shows how it goes on, and writes it down. */
  readonly progress: Progress;
}

/** Name of the pipeline that trains, in journals. */
export const TRAIN = 'train';

/**
 * What a request reads, which must be there before a run is recorded.
 *
 * @throws DATASET_NOT_FOUND, and every code of opening a file
 */
export async function findSource(
  { clock, store }: Pick<RunDeps, 'clock' | 'store'>,
  {
    project,
    folder,
    dataset,
    startedAt,
  }: Pick<TrainRequest, 'project' | 'folder' | 'dataset' | 'startedAt'>,
): Promise<Source> {
  const openedAt = startedAt ?? clock.now();
  if (dataset !== undefined) {
    const version = await getVersion(store.datasets, dataset);
    const { name, hash: fileHash } = version;
    const path = `${name}@${version.version}`;
    return { path, fileHash, name: project.name ?? name, openedAt, version };
  }
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
  {
    source,
    work,
    pipeline,
  }: {
    source: Source;
    work: (run: OpenRun) => Promise<Result>;
    /** Name of what goes on with it after a stop. Default: nothing does. */
    pipeline?: string;
  },
): Promise<Result> {
  const { signal, budgetMs } = request;
  const startedAt = source.openedAt;
  const title = titleOf(request, source);
  const runId =
    request.runId ?? (await recordRun(deps, request, { source, pid: process.pid, pipeline }));
  const journal = openJournal(deps.home, runId, deps);
  const progress = journal.watch(request.progress);
  journal.begun(budgetMs === undefined ? undefined : startedAt + budgetMs);
  const runner = createStepRunner({
    ...deps,
    progress,
    signal,
    runId,
    deadlineAt: budgetMs === undefined ? undefined : startedAt + budgetMs,
  });
  try {
    const open = { runner, frame: { runId, title, startedAt }, source, progress };
    const attributes = { 'kaizenml.run_id': runId };
    const result = await (deps.tracer === undefined
      ? work(open)
      : deps.tracer.trace('run', () => work(open), { attributes }));
    await deps.store.runs.finish(runId, { status: 'finished' });
    return result;
  } catch (thrown) {
    const status = isAbort(thrown) ? 'stopped' : 'failed';
    const error = reasonOf(thrown);
    await tellSecond(progress, () => deps.store.runs.finish(runId, { status, error }));
    throw thrown;
  } finally {
    progress.done();
  }
}

/**
 * Records a run that a process works on, and what it was asked for.
 *
 * @param options.pipeline Name of what goes on with it after a stop. Default: nothing does.
 * @param options.tags What else is to be known of it. Default: nothing.
 */
export async function recordRun(
  deps: RunDeps,
  request: TrainRequest,
  {
    source,
    pid,
    pipeline,
    tags = {},
  }: {
    readonly source: Source;
    readonly pid: number;
    readonly pipeline?: string | undefined;
    readonly tags?: Readonly<Record<string, string>>;
  },
): Promise<RunId> {
  const experiment = asId<ExperimentName>(modelName(request, source));
  await deps.store.experiments.ensure(experiment);
  const runId = await deps.store.runs.start({
    experiment,
    name: titleOf(request, source),
    params: runParams(request),
    tags: { ...(await originOf(request.folder)), ...tags },
    pid,
  });
  const { project, target, folder, budgetMs, dataset, registers, accepts, tunes } = request;
  openJournal(deps.home, runId, deps).asked(
    { pid, host: hostname(), mark: processMark(pid) ?? null },
    { pipeline, project, target, folder, budgetMs, dataset, registers, accepts, tunes },
  );
  return runId;
}

function titleOf({ target }: TrainRequest, { path }: Source): string {
  return `${basename(path)} → ${target}`;
}

function runParams({ project, target, budgetMs }: TrainRequest): Record<string, string | number> {
  const { task, metric, group, time, weights } = project;
  const said = { task, metric, group, time, weights };
  const isOfRows = !isTableTask(task);
  const own = isOfRows ? target : project.target;
  const targeted = own === undefined ? {} : { target: own };
  return {
    data: basename(project.data),
    ...targeted,
    ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
    seed: project.seed,
    ...(project.search.folds === undefined ? {} : { folds: project.search.folds }),
    ...(isOfRows ? { testShare: project.split.test } : {}),
    ...(budgetMs === undefined ? {} : { budgetMs }),
    ...(project.search.trials === undefined ? {} : { trials: project.search.trials }),
  };
}
