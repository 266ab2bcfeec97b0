import type { RetrainingStatus, RetrainingTrigger, StandInStatus } from '../retraining/store.ts';
import type { AccessSchema } from './access-schema.ts';
import type { AlertSchema } from './alert-schema.ts';
import type { MonitorSchema } from './monitor-schema.ts';
import type { RegistrySchema } from './registry-schema.ts';
import type { TrackingSchema } from './tracking-schema.ts';

export type * from './access-schema.ts';
export type * from './alert-schema.ts';
export type * from './monitor-schema.ts';
export type * from './registry-schema.ts';

/** Rows of `jobs`. Flags are 0 or 1. */
export interface JobsTable {
  readonly name: string;
  readonly dataset: string;
  readonly path: string;
  readonly schedule: string | null;
  readonly on_new_files: number;
  readonly hold: number;
  readonly is_paused: number;
  readonly created_at: string;
  readonly next_at: string | null;
}

/** Rows of `job_runs`; a running one whose process is gone was killed. */
export interface JobRunsTable {
  readonly id: string;
  readonly job: string;
  readonly trigger: 'schedule' | 'new-file' | 'by-hand';
  readonly status: 'running' | 'passed' | 'rejected' | 'failed' | 'unchanged';
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly pid: number;
  readonly host: string;
  readonly process_mark: string | null;
  readonly path: string;
  readonly stamp: string;
  readonly version: number | null;
  readonly n_rows: number | null;
  readonly n_errors: number;
  readonly n_warnings: number;
  readonly message: string | null;
}

/** Rows of `job_files`: the state of each file that a job has dealt with. */
export interface JobFilesTable {
  readonly job: string;
  readonly path: string;
  readonly stamp: string;
}

/** Rows of `views`. */
export interface ViewsTable {
  readonly name: string;
  readonly page: 'runs' | 'compare';
  readonly query: string;
  readonly saved_at: string;
  readonly saved_by: string | null;
}

/** Rows of `datasets`: the newest version of each name. */
export interface DatasetsTable {
  readonly name: string;
  readonly latest_version: number;
}

/** Rows of `dataset_versions`; `columns` and `layout` are JSON. `raw` is null for versions of earlier programs. */
export interface DatasetVersionsTable {
  readonly name: string;
  readonly version: number;
  readonly hash: string;
  readonly artifact: string;
  readonly n_rows: number;
  readonly columns: string;
  readonly source: string;
  readonly created_at: string;
  readonly raw: string | null;
  readonly raw_sha256: string | null;
  readonly raw_bytes: number | null;
  readonly layout: string | null;
  readonly span: string | null;
}

/** Rows of `dataset_tags`: names of single versions. */
export interface DatasetTagsTable {
  readonly name: string;
  readonly tag: string;
  readonly version: number;
}

/** Rows of `dataset_tombstones`: versions that were removed. */
export interface DatasetTombstonesTable {
  readonly name: string;
  readonly version: number;
  readonly hash: string;
  readonly created_at: string;
  readonly removed_at: string;
}

/** Rows of `lineage_edges`. */
export interface LineageEdgesTable {
  readonly from_node: string;
  readonly to_node: string;
  readonly role: string;
}

/** Rows of `schemas`: the newest version of each name. */
export interface SchemasTable {
  readonly name: string;
  readonly latest_version: number;
}

/** Rows of `schema_versions`; `text` is YAML. */
export interface SchemaVersionsTable {
  readonly name: string;
  readonly version: number;
  readonly text: string;
  readonly created_at: string;
}

/** Rows of `schema_proposals`; `anomaly` is JSON. */
export interface SchemaProposalsTable {
  readonly subject: string;
  readonly patch: string;
  readonly position: number;
  readonly anomaly: string;
}

/** Rows of `endpoints`; `settings` is JSON. */
export interface EndpointsTable {
  readonly name: string;
  readonly settings: string;
  readonly changed_at: string;
}

/** Rows of `endpoint_changes`: what the settings of an endpoint became; `settings` is JSON. */
export interface EndpointChangesTable {
  readonly id: string;
  readonly endpoint: string;
  readonly at: string;
  readonly settings: string;
  readonly note: string | null;
  readonly who: string | null;
}

/** Rows of `rollouts`; `settings` is JSON. One per endpoint has `is_active` 1 at most. */
export interface RolloutsTable {
  readonly id: string;
  readonly endpoint: string;
  readonly from_version: number;
  readonly to_version: number;
  readonly settings: string;
  readonly status: 'running' | 'paused' | 'promoted' | 'rolled-back' | 'ended';
  readonly is_active: number;
  readonly step: number;
  readonly step_started_at: string;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly reason: string;
  readonly revision: number;
  /** JSON; only of a bandit. */
  readonly standing: string | null;
}

/** Rows of `rollout_events`; `details` is JSON. */
export interface RolloutEventsTable {
  readonly id: string;
  readonly rollout: string;
  readonly at: string;
  readonly kind:
    | 'started'
    | 'advanced'
    | 'taken-out'
    | 'paused'
    | 'resumed'
    | 'promoted'
    | 'rolled-back'
    | 'ended';
  readonly by: 'person' | 'controller';
  readonly message: string;
  readonly details: string;
  readonly who: string | null;
}

/** Rows of `rollout_evidence`: what one process (`source`) counted in a step; `evidence` is JSON. */
export interface RolloutEvidenceTable {
  readonly rollout: string;
  readonly step: number;
  readonly source: string;
  readonly evidence: string;
}

/** Rows of `retrainings`; `asked`, `steps`, `facts` and `holder` are JSON. */
export interface RetrainingsTable {
  readonly id: string;
  readonly endpoint: string;
  readonly key: string;
  readonly trigger: RetrainingTrigger;
  readonly cause: string;
  readonly asked: string;
  readonly status: RetrainingStatus;
  readonly reason: string;
  readonly is_open: number;
  readonly steps: string;
  readonly facts: string;
  readonly holder: string | null;
  readonly revision: number;
  readonly started_at: string;
  readonly updated_at: string;
  readonly ended_at: string | null;
}

/** Rows of `stand_ins`. */
export interface StandInsTable {
  readonly key: string;
  readonly endpoint: string;
  readonly column_name: string;
  readonly from_version: number;
  readonly to_version: number;
  readonly status: StandInStatus | 'opening';
  readonly cause: string;
  readonly started_at: string;
  readonly ended_at: string | null;
}

/** Rows of `rollout_trails`: how sure the guards became over time; `trail` is JSON. */
export interface RolloutTrailsTable {
  readonly rollout: string;
  readonly trail: string;
}

/** Rows of `artifact_contents`: bytes that files point at, by hash; they go with the last of the files. */
export interface ArtifactContentsTable {
  readonly sha256: string;
  readonly name: string;
  readonly size_bytes: number;
}

/** Rows of `artifact_files`: what lies at a path. Paths are compared by their bytes. */
export interface ArtifactFilesTable {
  readonly path: string;
  readonly sha256: string;
  readonly written_at: string;
}

/** Rows of `released_artifacts`: what deletions let go, until its bytes are removed. `part` is `/3` for a version, else empty. */
export interface ReleasedArtifactsTable {
  readonly hash: string;
  readonly name: string;
  readonly part: string;
  readonly at: string;
  readonly who: string | null;
  readonly why: string | null;
}

/** Rows of `step_cache`. */
export interface StepCacheTable {
  readonly key: string;
  readonly step: string;
  readonly output: string;
  readonly finished_at: string;
  readonly duration_ms: number;
}

/** Rows of `migrations`: what was applied, and when. */
export interface MigrationsTable {
  readonly version: number;
  readonly name: string;
  readonly applied_at: string;
}

/** Every table of a home, as the newest migration leaves it. */
export interface Schema
  extends TrackingSchema,
    RegistrySchema,
    AccessSchema,
    AlertSchema,
    MonitorSchema {
  readonly datasets: DatasetsTable;
  readonly dataset_versions: DatasetVersionsTable;
  readonly dataset_tags: DatasetTagsTable;
  readonly dataset_tombstones: DatasetTombstonesTable;
  readonly lineage_edges: LineageEdgesTable;
  readonly jobs: JobsTable;
  readonly job_runs: JobRunsTable;
  readonly job_files: JobFilesTable;
  readonly views: ViewsTable;
  readonly schemas: SchemasTable;
  readonly schema_versions: SchemaVersionsTable;
  readonly schema_proposals: SchemaProposalsTable;
  readonly endpoints: EndpointsTable;
  readonly endpoint_changes: EndpointChangesTable;
  readonly rollouts: RolloutsTable;
  readonly rollout_events: RolloutEventsTable;
  readonly rollout_evidence: RolloutEvidenceTable;
  readonly rollout_trails: RolloutTrailsTable;
  readonly retrainings: RetrainingsTable;
  readonly stand_ins: StandInsTable;
  readonly artifact_contents: ArtifactContentsTable;
  readonly artifact_files: ArtifactFilesTable;
  readonly released_artifacts: ReleasedArtifactsTable;
  readonly step_cache: StepCacheTable;
  readonly migrations: MigrationsTable;
}
