import { AppError } from '@kaizenml/contracts';
import { type Operations, type OutputOf, toMetricValue } from '@kaizenml/contracts/operations';
import type { TrackedRun, TrackedRuns, TrackedStatus } from '../tracking/store.ts';

type Shown = OutputOf<Operations['runs']['search']>['items'][number];
type RunWords = Pick<Shown, 'user' | 'note' | 'parent' | 'inputs' | 'outputs'>;

/** Tags that other clients know too, so that each sees what the other wrote. */
export const NOTE = 'mlflow.note.content';
export const PARENT = 'mlflow.parentRunId';
/** Tag of a table that a run read: what it read it for. */
export const ROLE = 'mlflow.data.context';
/** Tag of why a run failed. */
export const ERROR = 'kaizen.error';

/** The run of an id. @throws RUN_NOT_FOUND */
export async function getTrackedRun(
  runs: Pick<TrackedRuns, 'find'>,
  id: string,
): Promise<TrackedRun> {
  const run = await runs.find(id);
  if (run !== undefined) return run;
  throw new AppError('RUN_NOT_FOUND', {
    message: `Run "${id}" does not exist.`,
    hint: 'See the ids with `kaizen runs list`.',
    details: { id },
  });
}

/** What others call killed a person has stopped; those whose process is gone are told from it by `runs.show`. */
export function toStatus(status: TrackedStatus): Shown['status'] {
  return status === 'killed' ? 'stopped' : status;
}

/** What a run says of itself beside metrics and params. */
export function toWords({ user, tags, datasets, modelOutputs }: TrackedRun): RunWords {
  return {
    ...{ user, note: tags[NOTE] ?? null, parent: tags[PARENT] ?? null },
    inputs: datasets.map(({ name, digest, source, tags }) => ({
      ...{ name, digest, source, role: tags[ROLE] ?? null },
    })),
    outputs: modelOutputs.map(({ modelId, step }) => ({ model: modelId, step })),
  };
}

/** A run as it is shown, with the name of its experiment. */
export function toShown(run: TrackedRun, experiment: string): Shown {
  const { id, name, status, startedAtMs, endedAtMs, metrics, params, tags } = run;
  return {
    ...{ id, experiment, name, status: toStatus(status) },
    startedAt: new Date(startedAtMs).toISOString(),
    endedAt: endedAtMs === null ? null : new Date(endedAtMs).toISOString(),
    metrics: Object.fromEntries(metrics.map((point) => [point.key, toMetricValue(point.value)])),
    ...{ params, tags, ...toWords(run) },
  };
}
