import type { Generated } from 'kysely';

/** Rows of `keys`: names of metrics, params and tags, once each. */
export interface KeysTable {
  readonly number: Generated<number>;
  readonly name: string;
}

/** Rows of `experiments`; 0 is `Default`. Instants of this file are milliseconds since 1970 where they are numbers. */
export interface ExperimentsTable {
  readonly number: Generated<number>;
  readonly name: string;
  readonly artifact_location: string;
  readonly lifecycle: 'active' | 'deleted';
  readonly created_at: number;
  readonly changed_at: number;
  readonly deleted_at: number | null;
}

/** Rows of `experiment_tags`. */
export interface ExperimentTagsTable {
  readonly experiment: number;
  readonly key: number;
  readonly value: string;
}

/**
 * Rows of `runs`. `killed` are those that were stopped. `pid`, `host` and `process_mark` tell the process of a run of ours;
 * those of other clients have none. Runs that went with their experiment have its `deleted_at`.
 */
export interface RunsTable {
  readonly number: Generated<number>;
  readonly id: string;
  readonly experiment: number;
  readonly name: string;
  readonly user_name: string;
  readonly status: 'scheduled' | 'running' | 'finished' | 'failed' | 'killed';
  readonly lifecycle: 'active' | 'deleted';
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly deleted_at: number | null;
  readonly artifact_uri: string;
  readonly pid: number | null;
  readonly host: string | null;
  readonly process_mark: string | null;
  readonly error: string | null;
}

/** Rows of `run_params`; `kind` is null for text. `position` orders the parts of a run of ours as they were logged first. */
export interface RunParamsTable {
  readonly run: number;
  readonly key: number;
  readonly value: string;
  readonly kind: 'number' | 'boolean' | null;
  readonly position: number | null;
}

/** Rows of `run_tags`. */
export interface RunTagsTable {
  readonly run: number;
  readonly key: number;
  readonly value: string;
  readonly position: number | null;
}

/** Rows of `metric_sources`: what a point was measured of; empty text where it does not say. */
export interface MetricSourcesTable {
  readonly number: Generated<number>;
  readonly model_id: string;
  readonly dataset_name: string;
  readonly dataset_digest: string;
}

/**
 * Rows of `latest_metrics`: of each metric of a run the point of the greatest step, time and value, and how many there are.
 * A `value` of null is NaN. `low` and `high` are the interval of an estimate of ours.
 */
export interface LatestMetricsTable {
  readonly run: number;
  readonly key: number;
  readonly value: number | null;
  readonly step: number;
  readonly at: number;
  readonly n_points: number;
  readonly source: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly position: number | null;
}

/** Rows of `metric_points`: those of a metric that are in no chunk and no piece. `seq` counts from 0 as they were logged. */
export interface MetricPointsTable {
  readonly run: number;
  readonly key: number;
  readonly seq: number;
  readonly value: number | null;
  readonly step: number;
  readonly at: number;
  readonly source: number | null;
}

/** Rows of `metric_pieces`: points of a metric that came at once and are in no chunk, packed. `seq` is that of the first. */
export interface MetricPiecesTable {
  readonly run: number;
  readonly key: number;
  readonly seq: number;
  readonly n_points: number;
  readonly points: Uint8Array;
}

/**
 * Rows of `metric_chunks`: the points with `seq` from 512 `number` on; `summary` and `points` are packed. Of those that are older
 * than the columns the times are not known.
 */
export interface MetricChunksTable {
  readonly run: number;
  readonly key: number;
  readonly number: number;
  readonly least_step: number;
  readonly greatest_step: number;
  readonly least_at: number | null;
  readonly greatest_at: number | null;
  readonly summary: Uint8Array;
  readonly points: Uint8Array;
}

/** Rows of `input_datasets`: tables that runs of an experiment read, as their clients describe them. */
export interface InputDatasetsTable {
  readonly number: Generated<number>;
  readonly experiment: number;
  readonly name: string;
  readonly digest: string;
  readonly source_type: string;
  readonly source: string;
  readonly schema: string | null;
  readonly profile: string | null;
}

/** Rows of `run_datasets`; `tags` is JSON, `context` one of them. */
export interface RunDatasetsTable {
  readonly run: number;
  readonly dataset: number;
  readonly context: string | null;
  readonly tags: string;
}

/** Rows of `run_models`. The step of an input is 0. */
export interface RunModelsTable {
  readonly run: number;
  readonly direction: 'input' | 'output';
  readonly model_id: string;
  readonly step: number;
}

/** Rows of `logged_models`; `params` and `tags` are JSON. */
export interface LoggedModelsTable {
  readonly number: Generated<number>;
  readonly id: string;
  readonly experiment: number;
  readonly name: string;
  readonly artifact_uri: string;
  readonly created_at: number;
  readonly changed_at: number;
  readonly deleted_at: number | null;
  readonly status: 'unspecified' | 'pending' | 'ready' | 'upload-failed';
  readonly type: string;
  readonly source_run_id: string | null;
  readonly params: string;
  readonly tags: string;
}

/** Rows of `logged_model_metrics`: of each metric that a run logged of a source with a model the point that counts. */
export interface LoggedModelMetricsTable {
  readonly source: number;
  readonly run: number;
  readonly key: number;
  readonly value: number | null;
  readonly step: number;
  readonly at: number;
}

/** Rows of `run_steps`. */
export interface RunStepsTable {
  readonly run: number;
  readonly name: string;
  readonly position: number;
  readonly status: 'running' | 'finished' | 'reused' | 'failed';
  readonly started_at: string;
  readonly duration_ms: number | null;
}

/** Rows of `run_findings`; `finding` is JSON. */
export interface RunFindingsTable {
  readonly run: number;
  readonly position: number;
  readonly finding: string;
}

/** Rows of `run_artifacts`. */
export interface RunArtifactsTable {
  readonly run: number;
  readonly name: string;
  readonly position: number;
  readonly hash: string;
  readonly size_bytes: number;
}

/** The tables of experiments and runs. */
export interface TrackingSchema {
  readonly keys: KeysTable;
  readonly experiments: ExperimentsTable;
  readonly experiment_tags: ExperimentTagsTable;
  readonly runs: RunsTable;
  readonly run_params: RunParamsTable;
  readonly run_tags: RunTagsTable;
  readonly metric_sources: MetricSourcesTable;
  readonly latest_metrics: LatestMetricsTable;
  readonly metric_points: MetricPointsTable;
  readonly metric_pieces: MetricPiecesTable;
  readonly metric_chunks: MetricChunksTable;
  readonly input_datasets: InputDatasetsTable;
  readonly run_datasets: RunDatasetsTable;
  readonly run_models: RunModelsTable;
  readonly logged_models: LoggedModelsTable;
  readonly logged_model_metrics: LoggedModelMetricsTable;
  readonly run_steps: RunStepsTable;
  readonly run_findings: RunFindingsTable;
  readonly run_artifacts: RunArtifactsTable;
}
