import { foundation } from './0001-foundation.ts';
import { datasetVersions } from './0002-dataset-versions.ts';
import { jobsAndAlerts } from './0003-jobs-and-alerts.ts';
import { schemas } from './0004-schemas.ts';
import { apiKeys } from './0005-api-keys.ts';
import { rollouts } from './0006-rollouts.ts';
import { endpoints } from './0007-endpoints.ts';
import { endpointChanges } from './0008-endpoint-changes.ts';
import { whoAndWhy } from './0009-who-and-why.ts';
import { bandits } from './0010-bandits.ts';
import { rolloutTrails } from './0011-rollout-trails.ts';
import { tracking } from './0012-tracking.ts';
import { registry } from './0020-registry.ts';
import { audit } from './0021-audit.ts';
import { webhooks } from './0022-webhooks.ts';
import { artifactTrees } from './0024-artifact-trees.ts';
import { approvals } from './0028-approvals.ts';
import { deliveryLog } from './0029-delivery-log.ts';
import { views } from './0030-views.ts';
import { accounts } from './0031-accounts.ts';
import { releasedArtifacts } from './0032-released-artifacts.ts';
import { metricPieces } from './0033-metric-pieces.ts';
import { versionAdvice } from './0036-version-advice.ts';
import { monitors } from './0037-monitors.ts';
import { notices } from './0038-notices.ts';
import { incidents } from './0039-incidents.ts';
import { retrainings } from './0040-retrainings.ts';
import { monitorPerformance } from './0041-monitor-performance.ts';
import type { Migration } from './migration.ts';

/** Every change of the schema, in order. A new one is a new file and a line here; numbers may have gaps. */
export const MIGRATIONS: readonly Migration[] = [
  foundation,
  datasetVersions,
  jobsAndAlerts,
  schemas,
  apiKeys,
  rollouts,
  endpoints,
  endpointChanges,
  whoAndWhy,
  bandits,
  rolloutTrails,
  tracking,
  registry,
  audit,
  webhooks,
  artifactTrees,
  approvals,
  deliveryLog,
  views,
  accounts,
  releasedArtifacts,
  metricPieces,
  versionAdvice,
  monitors,
  notices,
  incidents,
  retrainings,
  monitorPerformance,
];

export type { Migration } from './migration.ts';
