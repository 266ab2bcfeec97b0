import { asId, type ModelName } from '@kaizenml/contracts';
import type { Store } from '../storage/store.ts';
import type { UpstreamChange } from './cause.ts';

/** Where and when is looked. */
export interface UpstreamChoice {
  readonly endpoint: string;
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
}

type UpstreamStore = Pick<Store, 'jobs' | 'endpoints' | 'rollouts' | 'alerts'>;

const MOST_JOBS = 200;
const MOST_RUNS = 50;
const MOST_CHANGES = 100;

/** What else changed in a span of time: data jobs, settings of the endpoint, its versions, and alerts of others. The newest first. */
export async function findUpstream(
  store: UpstreamStore,
  choice: UpstreamChoice,
): Promise<readonly UpstreamChange[]> {
  const found = await Promise.all([
    jobRuns(store, choice),
    settingChanges(store, choice),
    versionChanges(store, choice),
    otherAlerts(store, choice),
  ]);
  return found
    .flat()
    .filter(({ at }) => at >= choice.from && at <= choice.to)
    .sort((a, b) => (a.at < b.at ? 1 : -1));
}

async function jobRuns(
  { jobs }: UpstreamStore,
  { from }: UpstreamChoice,
): Promise<UpstreamChange[]> {
  const { items } = await jobs.list({ limit: MOST_JOBS });
  const runs = await Promise.all(
    items
      .filter(({ lastRun }) => lastRun !== null && lastRun.startedAt >= from)
      .map(({ name }) => jobs.runs(name, MOST_RUNS)),
  );
  return runs.flat().flatMap(({ job, status, endedAt, message }) => {
    const isNews = status === 'passed' || status === 'rejected' || status === 'failed';
    if (!isNews || endedAt === null) return [];
    const word = { passed: 'read new data', rejected: 'found bad data', failed: 'failed' }[status];
    return [{ at: endedAt, subject: `job:${job}`, what: `Job "${job}" ${word}: ${message ?? ''}` }];
  });
}

async function settingChanges(
  { endpoints }: UpstreamStore,
  { endpoint }: UpstreamChoice,
): Promise<UpstreamChange[]> {
  const changes = await endpoints.changes(asId<ModelName>(endpoint), MOST_CHANGES);
  return changes.map(({ at, note, who }) => ({
    ...{ at, subject: `endpoint:${endpoint}` },
    what: `Its settings were changed${who === null ? '' : ` by ${who}`}${note === null ? '' : ` (${note})`}.`,
  }));
}

async function versionChanges(
  { rollouts }: UpstreamStore,
  { endpoint }: UpstreamChoice,
): Promise<UpstreamChange[]> {
  const { items } = await rollouts.list(asId<ModelName>(endpoint), { limit: MOST_CHANGES });
  return items.map(({ startedAt, from, to, status }) => ({
    ...{ at: startedAt, subject: `endpoint:${endpoint}` },
    what: `A rollout from version ${from} to ${to} began; it is ${status}.`,
  }));
}

async function otherAlerts(
  { alerts }: UpstreamStore,
  { endpoint }: UpstreamChoice,
): Promise<UpstreamChange[]> {
  const { items } = await alerts.list(['open', 'acknowledged', 'resolved'], {
    limit: MOST_CHANGES,
  });
  return items
    .filter(({ subject }) => subject !== `endpoint:${endpoint}`)
    .map(({ firstAt, subject, message, details }) => ({
      ...{ at: firstAt, subject, what: message },
      ...(subject.startsWith('dataset:') && { columns: columnsOf(details) }),
    }));
}

/** Columns that an alert of a monitor names. */
function columnsOf({ columns }: Readonly<Record<string, unknown>>): readonly string[] {
  if (!Array.isArray(columns)) return [];
  return (columns as readonly unknown[]).flatMap((one) =>
    typeof one === 'object' && one !== null && 'column' in one ? [String(one.column)] : [],
  );
}
