/** Rows of `experiments`. `n_runs` and `last_run_at` are kept by the transaction that starts a run. */
export interface ExperimentsTable {
  readonly name: string;
  readonly created_at: string;
  readonly n_runs: number;
  readonly last_run_at: string | null;
}

/** Rows of `runs`. `host` and `process_mark` tell the process `pid` from others. */
export interface RunsTable {
  readonly id: string;
  readonly experiment: string;
  readonly name: string;
  readonly status: 'running' | 'finished' | 'failed';
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly pid: number;
  readonly host: string;
  readonly process_mark: string | null;
  readonly error: string | null;
}

/** Rows of `run_params`; `value` is JSON. `position` orders the parts of a run as they were logged first. */
export interface RunParamsTable {
  readonly run_id: string;
  readonly name: string;
  readonly position: string;
  readonly value: string;
}

/** Rows of `run_tags`. */
export type RunTagsTable = RunParamsTable;

/** Rows of `run_metrics`. */
export interface RunMetricsTable {
  readonly run_id: string;
  readonly name: string;
  readonly position: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Rows of `run_steps`. */
export interface RunStepsTable {
  readonly run_id: string;
  readonly name: string;
  readonly position: string;
  readonly status: 'running' | 'finished' | 'reused' | 'failed';
  readonly started_at: string;
  readonly duration_ms: number | null;
}

/** Rows of `run_findings`; `finding` is JSON. */
export interface RunFindingsTable {
  readonly run_id: string;
  readonly position: string;
  readonly finding: string;
}

/** Rows of `run_artifacts`. */
export interface RunArtifactsTable {
  readonly run_id: string;
  readonly name: string;
  readonly position: string;
  readonly hash: string;
  readonly size_bytes: number;
}

/** Rows of `migrations`: what was applied, and when. */
export interface MigrationsTable {
  readonly version: number;
  readonly name: string;
  readonly applied_at: string;
}

/** Every table of a home, as the newest migration leaves it. */
export interface Schema {
  readonly experiments: ExperimentsTable;
  readonly runs: RunsTable;
  readonly run_params: RunParamsTable;
  readonly run_tags: RunTagsTable;
  readonly run_metrics: RunMetricsTable;
  readonly run_steps: RunStepsTable;
  readonly run_findings: RunFindingsTable;
  readonly run_artifacts: RunArtifactsTable;
  readonly datasets: DatasetsTable;
  readonly dataset_versions: DatasetVersionsTable;
  readonly dataset_tags: DatasetTagsTable;
  readonly dataset_tombstones: DatasetTombstonesTable;
  readonly models: ModelsTable;
  readonly model_versions: ModelVersionsTable;
  readonly model_aliases: ModelAliasesTable;
  readonly lineage_edges: LineageEdgesTable;
  readonly step_cache: StepCacheTable;
  readonly migrations: MigrationsTable;
}
