import type { Kysely } from 'kysely';
import { type Clock, createIds, type IdSource } from '../kit/index.ts';
import { schemaVersion } from './migrate.ts';
import type { Schema } from './schema.ts';
import type { Store } from './store.ts';
import { accountTable } from './tables/accounts/index.ts';
import { alertTable } from './tables/alerts.ts';
import { artifactFileTable } from './tables/artifact-files.ts';
import { auditTable } from './tables/audit.ts';
import type { TableContext } from './tables/context.ts';
import { datasetTable } from './tables/datasets.ts';
import { endpointTable } from './tables/endpoints.ts';
import { experimentTable } from './tables/experiments.ts';
import { incidentTable } from './tables/incidents.ts';
import { jobTable } from './tables/jobs.ts';
import { keyTable } from './tables/keys.ts';
import { lineageTable } from './tables/lineage.ts';
import { modelTable } from './tables/models.ts';
import { performanceTable } from './tables/monitor-performance.ts';
import { monitorTable } from './tables/monitors.ts';
import { noticeTable } from './tables/notices/index.ts';
import { createPositions } from './tables/positions.ts';
import { approvalTable } from './tables/registry/approvals.ts';
import { registryTable } from './tables/registry/index.ts';
import { releasedArtifactTable } from './tables/released-artifacts.ts';
import { retrainingTable } from './tables/retrainings.ts';
import { rolloutTable } from './tables/rollouts.ts';
import { runTable } from './tables/runs.ts';
import { schemaTable } from './tables/schemas.ts';
import { stepCacheTable } from './tables/step-cache.ts';
import { createKeyNumbers } from './tables/tracking/index.ts';
import { viewTable } from './tables/views.ts';
import { webhookTable } from './tables/webhooks.ts';
import { createTracking } from './tracking/index.ts';

/** The store on a migrated database of any dialect; `close` closes the database. */
export function createStore(
  db: Kysely<Schema>,
  { clock, ...source }: { readonly clock: Clock } & Pick<IdSource, 'randomBytes'>,
): Store {
  const nextId = createIds({ clock, ...source });
  const keys = createKeyNumbers();
  const context: TableContext = { db, clock, nextId, keys, nextPosition: createPositions(clock) };
  return {
    experiments: experimentTable(context),
    runs: runTable(context),
    tracking: createTracking({ db, tools: { clock, nextId, keys } }),
    datasets: datasetTable(context),
    models: modelTable(context),
    registry: registryTable(context),
    approvals: approvalTable(context),
    audit: auditTable(context),
    webhooks: webhookTable(context),
    lineage: lineageTable(context),
    schemas: schemaTable(context),
    stepCache: stepCacheTable(context),
    jobs: jobTable(context),
    alerts: alertTable(context),
    monitors: monitorTable(context),
    notices: noticeTable(context),
    incidents: incidentTable(context),
    performance: performanceTable(context),
    views: viewTable(context),
    accounts: accountTable(context),
    keys: keyTable(context),
    endpoints: endpointTable(context),
    rollouts: rolloutTable(context),
    retrainings: retrainingTable(context),
    artifactFiles: artifactFileTable(context),
    releasedArtifacts: releasedArtifactTable(context),
    schemaVersion: () => schemaVersion(db),
    close: () => db.destroy(),
  };
}
