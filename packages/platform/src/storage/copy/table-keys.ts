import type { Schema } from '../schema.ts';

type Copied = Exclude<keyof Schema, 'migrations'>;

/**
 * Every table of a store with the columns of its primary key, each after those that it refers to.
 *
 * `migrations` is not among them: both stores have all of them before anything is copied.
 */
export const TABLE_KEYS = {
  experiments: ['name'],
  runs: ['id'],
  run_params: ['run_id', 'name'],
  run_tags: ['run_id', 'name'],
  run_metrics: ['run_id', 'name'],
  run_steps: ['run_id', 'name'],
  run_artifacts: ['run_id', 'name'],
  run_findings: ['run_id', 'position'],
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
} as const satisfies { readonly [Table in Copied]: readonly (keyof Schema[Table] & string)[] };
