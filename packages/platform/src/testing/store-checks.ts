import { accountChecks } from './store-checks/accounts.ts';
import { alertChecks } from './store-checks/alerts.ts';
import { artifactFileChecks } from './store-checks/artifact-files.ts';
import { datasetChecks } from './store-checks/datasets.ts';
import { experimentChecks } from './store-checks/experiments.ts';
import { incidentChecks } from './store-checks/incidents.ts';
import { jobChecks } from './store-checks/jobs.ts';
import { keyChecks } from './store-checks/keys.ts';
import { lineageChecks } from './store-checks/lineage.ts';
import { loggedModelChecks } from './store-checks/logged-models.ts';
import { metricHistoryChecks } from './store-checks/metric-histories.ts';
import { modelChecks } from './store-checks/models.ts';
import { monitorChecks } from './store-checks/monitors.ts';
import { noticeChecks } from './store-checks/notices.ts';
import { performanceChecks } from './store-checks/performance.ts';
import { registryChecks } from './store-checks/registry.ts';
import { releasedArtifactChecks, trashChecks } from './store-checks/released-artifacts.ts';
import { releaseChecks } from './store-checks/releases.ts';
import { retrainingChecks } from './store-checks/retrainings.ts';
import { rolloutChecks } from './store-checks/rollouts.ts';
import { runListChecks } from './store-checks/run-lists.ts';
import { runChecks } from './store-checks/runs.ts';
import { schemaChecks } from './store-checks/schemas.ts';
import { stepCacheChecks } from './store-checks/step-cache.ts';
import type { OpenStore, StoreCheck } from './store-checks/store-check.ts';
import { trackedExperimentChecks } from './store-checks/tracked-experiments.ts';
import { trackedRunChecks } from './store-checks/tracked-runs.ts';
import { trackedSearchChecks } from './store-checks/tracked-searches.ts';
import { viewChecks } from './store-checks/views.ts';
import { wholeStoreChecks } from './store-checks/whole-store.ts';

/**
 * What every back-end of the metadata store promises, as checks for any test runner.
 *
 * @param open Opens the store of a place; each check uses a place of its own.
 * @example
 * describe.each(factories)('$name', ({ open }) => {
 *   it.each(storeChecks(open))('$promise', ({ run }) => run());
 * });
 */
export function storeChecks(open: OpenStore): readonly StoreCheck[] {
  return [
    ...wholeStoreChecks(open),
    ...experimentChecks(open),
    ...runChecks(open),
    ...runListChecks(open),
    ...datasetChecks(open),
    ...modelChecks(open),
    ...registryChecks(open),
    ...releaseChecks(open),
    ...lineageChecks(open),
    ...schemaChecks(open),
    ...stepCacheChecks(open),
    ...jobChecks(open),
    ...alertChecks(open),
    ...monitorChecks(open),
    ...noticeChecks(open),
    ...incidentChecks(open),
    ...performanceChecks(open),
    ...viewChecks(open),
    ...accountChecks(open),
    ...keyChecks(open),
    ...rolloutChecks(open),
    ...retrainingChecks(open),
    ...artifactFileChecks(open),
    ...releasedArtifactChecks(open),
    ...trashChecks(open),
    ...trackingChecks(open),
  ];
}

/** What every store does with experiments and runs as everybody writes them. */
export function trackingChecks(open: OpenStore): readonly StoreCheck[] {
  return [
    ...trackedExperimentChecks(open),
    ...trackedRunChecks(open),
    ...metricHistoryChecks(open),
    ...trackedSearchChecks(open),
    ...loggedModelChecks(open),
  ];
}
