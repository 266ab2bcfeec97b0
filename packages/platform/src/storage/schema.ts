import type { ModelTask } from '@kaizenml/contracts';
import type { Role } from '../access/index.ts';
import type { TrackingSchema } from './tracking-schema.ts';

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

/** Rows of `alerts`; `details` is JSON. Of one key at most one is not resolved. */
export interface AlertsTable {
  readonly id: string;
  readonly key: string;
  readonly status: 'open' | 'acknowledged' | 'resolved';
  readonly severity: 'warning' | 'error';
  readonly subject: string;
  readonly message: string;
  readonly hint: string;
  readonly details: string;
  readonly count: number;
  readonly first_at: string;
  readonly last_at: string;
  readonly acknowledged_at: string | null;
  readonly note: string | null;
  readonly resolved_at: string | null;
}

/** Rows of `api_keys`; `scopes` and `endpoints` are JSON. Of a key only its hash is kept. */
export interface ApiKeysTable {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly scopes: string;
  readonly endpoints: string | null;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly last_used_at: string | null;
  readonly per_second: number | null;
  readonly burst: number | null;
  readonly per_day: number | null;
  /** Null for a key of no account. */
  readonly account: string | null;
}

/** Rows of `accounts`. */
export interface AccountsTable {
  readonly name: string;
  readonly kind: 'person' | 'service';
  readonly created_at: string;
  readonly closed_at: string | null;
}

/** Rows of `account_roles`: those that hold everywhere. */
export interface AccountRolesTable {
  readonly account: string;
  readonly role: Role;
  readonly at: string;
}

/** Rows of `experiment_roles`. */
export interface ExperimentRolesTable extends AccountRolesTable {
  readonly experiment: number;
}

/** Rows of `model_roles`. */
export interface ModelRolesTable extends AccountRolesTable {
  readonly model: string;
}

/** Rows of `api_key_days`: requests of a key on a day in UTC. */
export interface ApiKeyDaysTable {
  readonly key_id: string;
  readonly day: string;
  readonly n_requests: number;
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

/** Rows of `models`. `latest_version` counts every version that ever was; `newest_answering` has an artifact. */
export interface ModelsTable {
  readonly name: string;
  readonly task: ModelTask | null;
  readonly target: string | null;
  readonly latest_version: number;
  readonly newest_answering: number | null;
  readonly description: string | null;
  readonly created_by: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** Rows of `model_versions`; `metrics` is JSON. `artifact` is null of a version that cannot answer here. */
export interface ModelVersionsTable {
  readonly name: string;
  readonly version: number;
  readonly estimator: string | null;
  readonly run_id: string | null;
  readonly artifact: string | null;
  readonly metrics: string;
  readonly description: string | null;
  readonly created_by: string | null;
  readonly source: string | null;
  /** Where the files of `source` are, if that is the name of another version. */
  readonly location: string | null;
  readonly run_link: string | null;
  readonly model_id: string | null;
  readonly status: 'pending' | 'ready' | 'failed';
  readonly status_message: string | null;
  readonly stage: 'None' | 'Staging' | 'Production' | 'Archived';
  /** JSON; null of versions from before there was advice, and of those that other clients register. */
  readonly advice: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** Rows of `model_tags`. */
export interface ModelTagsTable {
  readonly name: string;
  readonly key: string;
  readonly value: string;
}

/** Rows of `model_version_tags`. */
export interface ModelVersionTagsTable extends ModelTagsTable {
  readonly version: number;
}

/** Rows of `audit_entries`; only ever added. `from_value` and `to_value` are JSON. */
export interface AuditEntriesTable {
  readonly seq: number;
  readonly at: string;
  readonly action: string;
  readonly name: string;
  readonly part: string;
  readonly from_value: string | null;
  readonly to_value: string | null;
  readonly by: string;
  readonly source: string | null;
  readonly who: string | null;
  readonly why: string | null;
  readonly previous: string;
  readonly hash: string;
}

/** The one row of `audit_head`: the newest entry. */
export interface AuditHeadTable {
  readonly id: number;
  readonly seq: number;
  readonly hash: string;
}

/** Rows of `model_aliases`. */
export interface ModelAliasesTable {
  readonly name: string;
  readonly alias: string;
  readonly version: number;
}

/** Rows of `alias_moves`; only ever added. `source` is the id of the run or rollout. */
export interface AliasMovesTable {
  readonly id: string;
  readonly name: string;
  readonly alias: string;
  readonly at: string;
  readonly from_version: number | null;
  readonly to_version: number;
  readonly by: 'run' | 'rollout' | 'person';
  readonly source: string | null;
  readonly who: string | null;
  readonly why: string | null;
}

/** Rows of `model_rules`. */
export interface ModelRulesTable {
  readonly name: string;
  readonly n_approvals: number;
  readonly is_described: number;
}

/** Rows of `version_verdicts`. */
export interface VersionVerdictsTable {
  readonly name: string;
  readonly version: number;
  readonly who: string;
  readonly is_approval: number;
  readonly why: string | null;
  readonly at: string;
}

/** Rows of `webhooks`; `events` is a JSON array of texts such as `model_version.created`. */
export interface WebhooksTable {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly url: string;
  readonly events: string;
  readonly is_active: number;
  readonly sealed_secret: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** Rows of `webhook_deliveries`: what is still to be told, and what became of the last ones. */
export interface WebhookDeliveriesTable {
  readonly id: string;
  readonly webhook: string;
  readonly body: string;
  readonly n_tried: number;
  readonly next_at_ms: number;
  readonly why: string | null;
  readonly state: 'waiting' | 'told' | 'given-up';
  readonly created_at_ms: number;
  readonly tried_at_ms: number | null;
  readonly status: number | null;
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
export interface Schema extends TrackingSchema {
  readonly datasets: DatasetsTable;
  readonly dataset_versions: DatasetVersionsTable;
  readonly dataset_tags: DatasetTagsTable;
  readonly dataset_tombstones: DatasetTombstonesTable;
  readonly models: ModelsTable;
  readonly model_versions: ModelVersionsTable;
  readonly model_aliases: ModelAliasesTable;
  readonly alias_moves: AliasMovesTable;
  readonly model_tags: ModelTagsTable;
  readonly model_version_tags: ModelVersionTagsTable;
  readonly audit_entries: AuditEntriesTable;
  readonly audit_head: AuditHeadTable;
  readonly model_rules: ModelRulesTable;
  readonly version_verdicts: VersionVerdictsTable;
  readonly webhooks: WebhooksTable;
  readonly webhook_deliveries: WebhookDeliveriesTable;
  readonly lineage_edges: LineageEdgesTable;
  readonly jobs: JobsTable;
  readonly job_runs: JobRunsTable;
  readonly job_files: JobFilesTable;
  readonly alerts: AlertsTable;
  readonly views: ViewsTable;
  readonly accounts: AccountsTable;
  readonly account_roles: AccountRolesTable;
  readonly experiment_roles: ExperimentRolesTable;
  readonly model_roles: ModelRolesTable;
  readonly api_keys: ApiKeysTable;
  readonly api_key_days: ApiKeyDaysTable;
  readonly schemas: SchemasTable;
  readonly schema_versions: SchemaVersionsTable;
  readonly schema_proposals: SchemaProposalsTable;
  readonly endpoints: EndpointsTable;
  readonly endpoint_changes: EndpointChangesTable;
  readonly rollouts: RolloutsTable;
  readonly rollout_events: RolloutEventsTable;
  readonly rollout_evidence: RolloutEvidenceTable;
  readonly rollout_trails: RolloutTrailsTable;
  readonly artifact_contents: ArtifactContentsTable;
  readonly artifact_files: ArtifactFilesTable;
  readonly step_cache: StepCacheTable;
  readonly migrations: MigrationsTable;
}
