import type { LoggedModel, LoggedModelStatus } from '../store.ts';
import { metricBody } from './metric-body.ts';
import { listField, pairBodies } from './pair-bodies.ts';

/** What the protocol calls the states of a logged model, in the order of its numbers from 1. */
export const MODEL_STATUSES: Readonly<Record<string, LoggedModelStatus>> = {
  LOGGED_MODEL_PENDING: 'pending',
  LOGGED_MODEL_READY: 'ready',
  LOGGED_MODEL_UPLOAD_FAILED: 'upload-failed',
};

const NAMES: Readonly<Record<LoggedModelStatus, string>> = {
  unspecified: 'LOGGED_MODEL_STATUS_UNSPECIFIED',
  pending: 'LOGGED_MODEL_PENDING',
  ready: 'LOGGED_MODEL_READY',
  'upload-failed': 'LOGGED_MODEL_UPLOAD_FAILED',
};

/** A logged model as the protocol tells it. */
export function loggedModelBody(model: LoggedModel): object {
  const { id, experimentId, name, artifactUri, type, sourceRunId, tags, params, metrics } = model;
  return {
    info: {
      ...{ model_id: id, experiment_id: experimentId, name },
      creation_timestamp_ms: model.createdAtMs,
      last_updated_timestamp_ms: model.changedAtMs,
      artifact_uri: artifactUri,
      status: NAMES[model.status],
      ...(type === '' ? {} : { model_type: type }),
      ...(sourceRunId === null ? {} : { source_run_id: sourceRunId }),
      ...listField('tags', pairBodies(tags)),
    },
    data: {
      ...listField('params', pairBodies(params)),
      ...listField(
        'metrics',
        metrics.map((point) => metricBody(point, point.runId)),
      ),
    },
  };
}
