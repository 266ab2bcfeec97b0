import type { Own } from '../access/index.ts';
import type { Store } from '../storage/store.ts';
import { guardApprovals } from './guard-approvals.ts';
import { guardAudit } from './guard-audit.ts';
import { guardEndpoints } from './guard-endpoints.ts';
import { guardExperimentStore } from './guard-experiment-store.ts';
import { guardLineage } from './guard-lineage.ts';
import { guardModelStore } from './guard-model-store.ts';
import { guardMonitors } from './guard-monitors.ts';
import { guardPerformance } from './guard-performance.ts';
import { guardRegistryAccess } from './guard-registry-access.ts';
import { guardRetrainings } from './guard-retrainings.ts';
import { guardRollouts } from './guard-rollouts.ts';
import { guardRunStore } from './guard-run-store.ts';
import { guardTracking } from './guard-tracking.ts';
import { guardViews } from './guard-views.ts';

/**
 * A store as an account sees it. A port is decided method by method, without a spread: one that nobody has decided about does not compile.
 *
 * Rooms that know no roles of their own are as they are: the door asks for a role everywhere before they are reached;
 * and operations on accounts look at rights themselves.
 */
export function guardStore(store: Store, { own }: { readonly own: Own }): Store {
  const { tracking, audit, datasets, webhooks, schemas, stepCache, jobs, alerts } = store;
  const { notices, incidents, keys, accounts } = store;
  return {
    experiments: guardExperimentStore(store.experiments, tracking.experiments),
    runs: guardRunStore(store.runs, tracking.runs),
    tracking: guardTracking(tracking, { own }),
    models: guardModelStore(store.models),
    registry: guardRegistryAccess(store.registry, { own, audit }),
    approvals: guardApprovals(store.approvals),
    audit: guardAudit(audit),
    lineage: guardLineage(store.lineage, tracking.runs),
    views: guardViews({
      ...{ views: store.views, experiments: tracking.experiments, runs: tracking.runs },
    }),
    endpoints: guardEndpoints(store.endpoints),
    rollouts: guardRollouts(store.rollouts),
    retrainings: guardRetrainings(store.retrainings),
    monitors: guardMonitors(store.monitors),
    performance: guardPerformance(store.performance),
    ...{ datasets, webhooks, schemas, stepCache, jobs, alerts, notices, incidents },
    ...{ keys, accounts },
    artifactFiles: store.artifactFiles,
    releasedArtifacts: store.releasedArtifacts,
    schemaVersion: () => store.schemaVersion(),
    close: () => store.close(),
  };
}
