import { invariant } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import { renderAccounts } from './accounts.ts';
import { renderAlerts } from './alerts.ts';
import { renderAudit } from './audit.ts';
import { renderDatasets } from './datasets.ts';
import { renderEndpoints } from './endpoints.ts';
import { renderExperiments } from './experiments.ts';
import { renderHealth } from './health.ts';
import { renderImprove } from './improve.ts';
import { renderIncidents } from './incidents.ts';
import { renderJobs } from './jobs.ts';
import { renderKeys } from './keys.ts';
import { renderLineage } from './lineage.ts';
import { renderModels } from './models.ts';
import { renderMonitors } from './monitors.ts';
import { renderPredictions } from './predictions.ts';
import type { Look, Renderers } from './render.ts';
import { renderRetrainings } from './retrainings.ts';
import { renderRollouts } from './rollouts.ts';
import { renderRuns } from './runs.ts';
import { renderSchemas } from './schemas.ts';
import { renderViews } from './views.ts';
import { renderWebhooks } from './webhooks.ts';

const RENDERERS: { readonly [Noun in keyof Operations]: Renderers<Noun> } = {
  datasets: renderDatasets,
  schemas: renderSchemas,
  jobs: renderJobs,
  views: renderViews,
  alerts: renderAlerts,
  improve: renderImprove,
  incidents: renderIncidents,
  experiments: renderExperiments,
  runs: renderRuns,
  models: renderModels,
  endpoints: renderEndpoints,
  predictions: renderPredictions,
  rollouts: renderRollouts,
  retrainings: renderRetrainings,
  monitors: renderMonitors,
  lineage: renderLineage,
  audit: renderAudit,
  webhooks: renderWebhooks,
  accounts: renderAccounts,
  keys: renderKeys,
  health: renderHealth,
};

/** The output of an operation as text for a person. */
export function renderOutput(operation: string, output: unknown, look: Look): string {
  const [noun = '', verb = ''] = operation.split('.');
  const nouns = RENDERERS as unknown as Record<
    string,
    Record<string, (output: unknown, look: Look) => string>
  >;
  const render = nouns[noun]?.[verb];
  invariant(render !== undefined, `operation ${operation} has a renderer`);
  return render(output, look);
}
