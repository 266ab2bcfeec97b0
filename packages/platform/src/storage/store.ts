import type { AccountStore } from '../access/store.ts';
import type { AlertStore } from '../alerts/store.ts';
import type { ReleasedArtifactStore } from '../artifacts/released/store.ts';
import type { TreeFileStore } from '../artifacts/trees/store.ts';
import type { AuditStore } from '../audit/store.ts';
import type { DatasetStore } from '../datasets/store.ts';
import type { EndpointStore } from '../endpoints/store.ts';
import type { ExperimentStore } from '../experiments/store.ts';
import type { IncidentStore } from '../incidents/store.ts';
import type { JobStore } from '../jobs/store.ts';
import type { KeyStore } from '../keys/store.ts';
import type { LineageStore } from '../lineage/store.ts';
import type { ApprovalStore } from '../models/approvals/store.ts';
import type { RegistryStore } from '../models/registry/store.ts';
import type { ModelStore } from '../models/store.ts';
import type { PerformanceStore } from '../monitors/performance/store.ts';
import type { MonitorStore } from '../monitors/store.ts';
import type { NoticeStore } from '../notices/store.ts';
import type { StepCacheStore } from '../pipelines/cache-store.ts';
import type { RetrainingStore } from '../retraining/store.ts';
import type { RolloutStore } from '../rollouts/store.ts';
import type { RunStore } from '../runs/store.ts';
import type { SchemaStore } from '../schemas/store.ts';
import type { TrackingStore } from '../tracking/store.ts';
import type { ViewStore } from '../views/store.ts';
import type { WebhookStore } from '../webhooks/store.ts';

/**
 * The metadata of one home. A back-end implements this and passes `storeChecks`.
 *
 * Several processes may use one home at once; when a promise resolves, the record survives a kill -9.
 */
export interface Store {
  readonly experiments: ExperimentStore;
  readonly runs: RunStore;
  /** The same experiments and runs, as everybody writes them. */
  readonly tracking: TrackingStore;
  readonly datasets: DatasetStore;
  readonly models: ModelStore;
  readonly registry: RegistryStore;
  readonly approvals: ApprovalStore;
  readonly audit: AuditStore;
  readonly webhooks: WebhookStore;
  readonly lineage: LineageStore;
  readonly schemas: SchemaStore;
  readonly stepCache: StepCacheStore;
  readonly jobs: JobStore;
  readonly alerts: AlertStore;
  readonly monitors: MonitorStore;
  /** Who hears of alerts, and what is on its way to them. */
  readonly notices: NoticeStore;
  readonly incidents: IncidentStore;
  readonly performance: PerformanceStore;
  readonly views: ViewStore;
  readonly accounts: AccountStore;
  readonly keys: KeyStore;
  readonly endpoints: EndpointStore;
  readonly rollouts: RolloutStore;
  readonly retrainings: RetrainingStore;
  readonly artifactFiles: TreeFileStore;
  readonly releasedArtifacts: ReleasedArtifactStore;
  /** Number of the newest migration that was applied. */
  schemaVersion(): Promise<number>;
  close(): Promise<void>;
}
