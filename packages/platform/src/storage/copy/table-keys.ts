import type { Schema } from '../schema.ts';

type Copied = Exclude<keyof Schema, 'migrations'>;

/**
 * Every table of a store with the columns of its primary key, each after those that it refers to.
 *
 * `migrations` is not among them: both stores have all of them before anything is copied.
 */
export const TABLE_KEYS = {
  keys: ['number'],
  experiments: ['number'],
  experiment_tags: ['experiment', 'key'],
  runs: ['number'],
  run_params: ['run', 'key'],
  run_tags: ['run', 'key'],
  metric_sources: ['number'],
  latest_metrics: ['run', 'key'],
  metric_points: ['run', 'key', 'seq'],
  metric_chunks: ['run', 'key', 'number'],
  input_datasets: ['number'],
  run_datasets: ['run', 'dataset'],
  run_models: ['run', 'direction', 'model_id', 'step'],
  run_steps: ['run', 'name'],
  run_artifacts: ['run', 'name'],
  run_findings: ['run', 'position'],
  logged_models: ['number'],
  logged_model_metrics: ['source', 'run', 'key'],
  datasets: ['name'],
  dataset_versions: ['name', 'version'],
  dataset_tags: ['name', 'tag'],
  dataset_tombstones: ['name', 'version'],
  models: ['name'],
  model_versions: ['name', 'version'],
  model_aliases: ['name', 'alias'],
  alias_moves: ['id'],
  lineage_edges: ['from_node', 'to_node', 'role'],
  jobs: ['name'],
  job_runs: ['id'],
  job_files: ['job', 'path'],
  alerts: ['id'],
  api_keys: ['id'],
  api_key_days: ['key_id', 'day'],
  schemas: ['name'],
  schema_versions: ['name', 'version'],
  schema_proposals: ['subject', 'patch'],
  endpoints: ['name'],
  endpoint_changes: ['id'],
  rollouts: ['id'],
  rollout_events: ['id'],
  rollout_evidence: ['rollout', 'step', 'source'],
  rollout_trails: ['rollout'],
  step_cache: ['key'],
  artifact_contents: ['sha256'],
  artifact_files: ['path'],
} as const satisfies { readonly [Table in Copied]: readonly (keyof Schema[Table] & string)[] };
