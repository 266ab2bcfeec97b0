import type { ModelName } from '@kaizenml/contracts';
import type { RetrainingSettings } from '@kaizenml/contracts/operations';
import type { AlertRecord } from '../alerts/index.ts';
import { alertedCheck } from '../monitors/index.ts';
import { beginRetraining } from './begin.ts';
import type { RetrainerDeps } from './deps.ts';

const MOST_ALERTS = 100;
const MOST_BEFORE = 100;

/** What an alert of a monitor begins, by what it is about. */
const TRIGGER_OF: Readonly<Record<string, 'drift' | 'degradation'>> = {
  inputs: 'drift',
  predictions: 'drift',
  labels: 'drift',
  performance: 'degradation',
  estimated: 'degradation',
};

/**
 * Begins the retrainings that open alerts of monitors ask for. While an alert stays open another one is begun after each that did not
 * lead to a new champion, as often as the policy lets it: labels of the new world come later than the alert.
 */
export async function beginByAlerts(
  deps: RetrainerDeps,
  endpoint: ModelName,
  { triggers }: Pick<RetrainingSettings, 'triggers'>,
): Promise<void> {
  for (const alert of await openAlerts(deps, endpoint)) {
    const trigger = TRIGGER_OF[alertedCheck(alert.key) ?? ''];
    if (trigger === undefined || !triggers[trigger]) continue;
    const before = await deps.store.retrainings.list(endpoint, { limit: MOST_BEFORE });
    const own = before.items.filter(({ key }) => key.startsWith(`alert:${alert.id}:`));
    if (own.some(({ status }) => status === 'promoted')) continue;
    const key = `alert:${alert.id}:${own.length + 1}`;
    const cause = alert.cause ?? alert.message;
    await beginRetraining(deps, { endpoint, trigger, cause, key, since: sinceOf(alert) });
  }
}

/** Alerts of an endpoint that are not resolved. */
export async function openAlerts(
  { store }: Pick<RetrainerDeps, 'store'>,
  endpoint: ModelName,
): Promise<readonly AlertRecord[]> {
  const choice = { subject: `endpoint:${endpoint}`, limit: MOST_ALERTS };
  return (await store.alerts.list(['open', 'acknowledged'], choice)).items;
}

function sinceOf({ details }: AlertRecord): string | undefined {
  return typeof details.since === 'string' ? details.since : undefined;
}
