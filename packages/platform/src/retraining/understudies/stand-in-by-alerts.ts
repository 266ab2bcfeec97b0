import { AppError, type ModelName } from '@kaizenml/contracts';
import type { RetrainingSettings } from '@kaizenml/contracts/operations';
import type { AlertRecord } from '../../alerts/index.ts';
import { alertedCheck } from '../../monitors/index.ts';
import { openAlerts } from '../beginning/begin-by-alerts.ts';
import type { RetrainerDeps } from '../deps.ts';
import { standIn } from '../stand-in.ts';
import type { StandInRecord } from '../store.ts';

/**
 * Lets the version answer that does without a column whose values are damaged, where the policy keeps one ready. A person gives the
 * endpoint back: nobody but them can tell that the column is mended, since the version that stands in does not read it. Until then
 * an alert says so.
 */
export async function standInByAlerts(
  deps: RetrainerDeps,
  endpoint: ModelName,
  { robust }: Pick<RetrainingSettings, 'robust'>,
): Promise<void> {
  const { store } = deps;
  if (robust !== 'auto' && robust.length === 0) return;
  for (const alert of await openAlerts(deps, endpoint)) {
    if (alertedCheck(alert.key) !== 'quality') continue;
    for (const column of columnsOf(alert)) await standInFor(deps, { endpoint, column, alert });
  }
  for (const record of await store.retrainings.standIns(endpoint)) {
    const key = alertKey(record);
    if (record.status === 'standing') await raiseOnce(deps, key, record);
    else if (record.status === 'ended' || record.status === 'void') await store.alerts.resolve(key);
  }
}

interface Broken {
  readonly endpoint: ModelName;
  readonly column: string;
  readonly alert: AlertRecord;
}

async function standInFor(deps: RetrainerDeps, { endpoint, column, alert }: Broken): Promise<void> {
  const all = await deps.store.retrainings.standIns(endpoint);
  if (all.some(({ status }) => status === 'standing')) return;
  try {
    const key = `alert:${alert.id}:${column}`;
    await standIn(deps, { endpoint, column, key, cause: alert.message });
  } catch (thrown) {
    // No version was trained without this column: there is none to stand in, and the alert of the column is told as it is.
    if (!(thrown instanceof AppError) || thrown.code !== 'UNDERSTUDY_MISSING') throw thrown;
  }
}

function columnsOf({ details }: AlertRecord): readonly string[] {
  const { columns } = details;
  if (!Array.isArray(columns)) return [];
  return [...new Set(columns.map(({ column }: { readonly column: string }) => column))];
}

async function raiseOnce(
  { store }: RetrainerDeps,
  key: string,
  { endpoint, column, from, to, cause }: StandInRecord,
): Promise<void> {
  const open = await openAlerts({ store }, endpoint);
  if (open.some((alert) => alert.key === key)) return;
  await store.alerts.raise({
    ...{ key, subject: `endpoint:${endpoint}`, severity: 'warning' },
    message: `Version ${to} of "${endpoint}", which does without "${column}", answers in place of version ${from}.`,
    hint: `Mend "${column}" where it comes from, then give the endpoint back to version ${from}.`,
    cause,
    impact: 'Answers are as good as they can be without the column.',
    next: `kaizen retrainings stand-down ${endpoint} ${column}`,
    details: { endpoint, column, from, to },
  });
}

function alertKey({ key }: StandInRecord): string {
  return `stand-in:${key}`;
}
