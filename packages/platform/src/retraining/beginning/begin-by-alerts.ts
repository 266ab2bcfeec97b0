import type { ModelName } from '@kaizenml/contracts';
import type { RetrainingSettings } from '@kaizenml/contracts/operations';
import type { AlertRecord } from '../../alerts/index.ts';
import { instant } from '../../kit/index.ts';
import { alertedCheck } from '../../monitors/index.ts';
import type { RetrainerDeps } from '../deps.ts';
import { LEAST_COMPARED } from '../history/compared-rows.ts';
import type { RetrainingRecord } from '../store.ts';
import { beginRetraining } from './begin.ts';
import type { CountNewLabels } from './label-count.ts';

const MOST_ALERTS = 100;
const MOST_BEFORE = 100;

/** What an alert of a monitor begins, by what it is about. */
const TRIGGER_OF: Readonly<Record<string, 'drift' | 'degradation'>> = {
  inputs: 'drift',
  predictions: 'drift',
  labels: 'drift',
  performance: 'degradation',
  estimated: 'degradation',
  calibration: 'degradation',
};

/** What beginning by alerts stands on. */
export interface AlertDeps extends RetrainerDeps {
  readonly countNewLabels: CountNewLabels;
}

/**
 * Begins the retrainings that open alerts of monitors ask for. Labels of the new world come later than the alert: one waits until there
 * are enough of them to compare on. While an alert stays open another one is begun after each that did not lead to a new champion, as
 * often as the policy lets it and each time with twice the rows, since what was not sure on some is seldom surer on the same.
 */
export async function beginByAlerts(
  deps: AlertDeps,
  endpoint: ModelName,
  { triggers, compareShare }: Pick<RetrainingSettings, 'triggers' | 'compareShare'>,
): Promise<void> {
  for (const alert of await openAlerts(deps, endpoint)) {
    const trigger = TRIGGER_OF[alertedCheck(alert.key) ?? ''];
    if (trigger === undefined || !triggers[trigger]) continue;
    const before = await deps.store.retrainings.list(endpoint, { limit: MOST_BEFORE });
    const own = before.items.filter(({ key }) => key.startsWith(`alert:${alert.id}:`));
    if (own.some(({ status }) => status === 'promoted')) continue;
    const since = sinceOf(alert);
    const nNeeded = rowsToCompare(own) / compareShare;
    if (!(await areLabelsThere(deps, endpoint, { since, nNeeded }))) continue;
    const key = `alert:${alert.id}:${own.length + 1}`;
    const cause = alert.cause ?? alert.message;
    await beginRetraining(deps, { endpoint, trigger, cause, key, since });
  }
}

/** Rows that the next attempt of an alert compares on, at least. */
function rowsToCompare([last]: readonly Pick<RetrainingRecord, 'facts'>[]): number {
  return Math.max(LEAST_COMPARED, 2 * (last?.facts.gathered?.newest.nRows ?? 0));
}

async function areLabelsThere(
  { countNewLabels, clock }: Pick<AlertDeps, 'countNewLabels' | 'clock'>,
  endpoint: ModelName,
  { since, nNeeded }: { readonly since: string | undefined; readonly nNeeded: number },
): Promise<boolean> {
  const counted = await countNewLabels(endpoint, instant(clock), since);
  return counted !== undefined && counted.nLabels >= nNeeded;
}

/** Alerts of an endpoint that are not resolved. */
export async function openAlerts(
  { store }: Pick<RetrainerDeps, 'store'>,
  endpoint: ModelName,
): Promise<readonly AlertRecord[]> {
  const choice = { subject: `endpoint:${endpoint}`, limit: MOST_ALERTS };
  return (await store.alerts.list(['open', 'acknowledged'], choice)).items;
}

/** Since when the world is another one. What an alert says of it is about its newest verdict: the world was another one before it was first raised. */
function sinceOf({ details, firstAt }: AlertRecord): string | undefined {
  const { since } = details;
  if (typeof since !== 'string') return undefined;
  return since < firstAt ? since : firstAt;
}
