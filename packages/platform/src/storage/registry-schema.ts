import type { ModelTask } from '@kaizenml/contracts';

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

/** Tables of the registry, of its trail and of those who are told. */
export interface RegistrySchema {
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
}
