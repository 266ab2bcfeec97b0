import type { DatasetUse, TrackedRun, TrackedRunHead, TrackedStatus } from '../store.ts';
import { metricBody } from './metric-body.ts';
import { listField, pairBodies } from './pair-bodies.ts';

/** What the protocol calls the states of a run, in the order of its numbers. */
export const RUN_STATUSES: Readonly<Record<string, TrackedStatus>> = {
  RUNNING: 'running',
  SCHEDULED: 'scheduled',
  FINISHED: 'finished',
  FAILED: 'failed',
  KILLED: 'killed',
};

/** A run as the protocol tells it. */
export function runBody(run: TrackedRun): object {
  const { metrics, params, tags, datasets, modelInputs, modelOutputs } = run;
  return {
    info: runInfoBody(run),
    data: {
      ...listField(
        'metrics',
        metrics.map((point) => metricBody(point)),
      ),
      ...listField('params', pairBodies(params)),
      ...listField('tags', pairBodies(tags)),
    },
    inputs: {
      ...listField('dataset_inputs', datasets.map(datasetBody)),
      ...listField(
        'model_inputs',
        modelInputs.map((id) => ({ model_id: id })),
      ),
    },
    ...(modelOutputs.length === 0
      ? {}
      : {
          outputs: {
            model_outputs: modelOutputs.map(({ modelId, step }) => ({ model_id: modelId, step })),
          },
        }),
  };
}

/** The head of a run as the protocol tells it. */
export function runInfoBody(run: TrackedRunHead): object {
  const { id, name, experimentId, user, status, startedAtMs, endedAtMs } = run;
  return {
    run_id: id,
    run_uuid: id,
    run_name: name,
    experiment_id: experimentId,
    user_id: user,
    status: status.toUpperCase(),
    start_time: startedAtMs,
    ...(endedAtMs === null ? {} : { end_time: endedAtMs }),
    artifact_uri: run.artifactUri,
    lifecycle_stage: run.lifecycle,
  };
}

function datasetBody(use: DatasetUse): object {
  const { name, digest, sourceType, source, schema, profile, tags } = use;
  return {
    ...listField('tags', pairBodies(tags)),
    dataset: {
      ...{ name, digest, source_type: sourceType, source },
      ...(schema === undefined ? {} : { schema }),
      ...(profile === undefined ? {} : { profile }),
    },
  };
}
