import type { AlertStore } from '../../alerts/index.ts';
import { isDrift, type MonitorStore, type StandingDeps, standingOf } from '../../monitors/index.ts';
import { type Labels, writeHead, writeLabels, writeSample } from './labels.ts';

/** What figures of monitors are read from: what all processes of a server share. */
export interface WatchedParts extends StandingDeps {
  readonly monitors: StandingDeps['monitors'] & Pick<MonitorStore, 'all'>;
  readonly alerts: Pick<AlertStore, 'list'>;
}

/** Columns of an endpoint that have a series: those that moved most. */
const MOST_COLUMNS = 50;
const STATUSES = ['waiting', 'calm', 'drift', 'alarm', 'paused'] as const;
const SEVERITIES = ['info', 'warning', 'error'] as const;
const PAGE = 1000;
const ENDPOINT = 'endpoint:';

const FAMILIES = {
  kaizen_monitor_status: 'Status of the last verdict: 1 for the one that holds, else 0.',
  kaizen_monitor_watched_columns: 'Columns and figures that the last verdict looked at.',
  kaizen_monitor_drifted_columns: 'Those of them that drifted.',
  kaizen_monitor_alarms: 'Columns and figures of which an alarm is raised.',
  kaizen_monitor_verdict_rows: 'Rows that the last verdict judged.',
  kaizen_monitor_verdict_timestamp_seconds: 'End of the windows that were judged last.',
  kaizen_monitor_least_effect: 'Effect that matters, by the settings of the endpoint.',
  kaizen_monitor_column_effect: `How far a column was from its reference in the last verdict; the ${MOST_COLUMNS} that moved most.`,
  kaizen_alerts: 'Alerts that are not resolved, by whether somebody looks after them.',
} as const;

type Family = keyof typeof FAMILIES;

/**
 * Monitors by their last verdicts, and alerts, as gauges. They are read from the store, so every process says the same, and they are not
 * to be added up.
 *
 * @cost O(endpoints × columns)
 */
export async function writeMonitors(parts: WatchedParts): Promise<string> {
  const samples = new Map<Family, string[]>(
    (Object.keys(FAMILIES) as Family[]).map((name) => [name, []]),
  );
  const add = (name: Family, labels: Labels, value: number) =>
    samples.get(name)?.push(writeSample(name, writeLabels(labels), value));
  for (const { subject } of await parts.monitors.all())
    if (subject.startsWith(ENDPOINT)) await addMonitor(parts, subject.slice(ENDPOINT.length), add);
  const counted = await countAlerts(parts.alerts);
  for (const status of ['open', 'acknowledged'] as const)
    for (const severity of SEVERITIES)
      add('kaizen_alerts', { severity, status }, counted.get(`${severity} ${status}`) ?? 0);
  return [...samples]
    .filter(([, lines]) => lines.length > 0)
    .map(([name, lines]) => writeHead(name, FAMILIES[name], 'gauge') + lines.join(''))
    .join('');
}

async function addMonitor(
  parts: WatchedParts,
  endpoint: string,
  add: (name: Family, labels: Labels, value: number) => void,
): Promise<void> {
  const { standing, settings, verdict } = await standingOf(parts, endpoint);
  const holds = standing.isPaused ? 'paused' : (standing.status ?? 'waiting');
  for (const status of STATUSES)
    add('kaizen_monitor_status', { endpoint, status }, Number(status === holds));
  add('kaizen_monitor_least_effect', { endpoint }, settings.leastEffect);
  if (verdict === undefined) return;
  add('kaizen_monitor_watched_columns', { endpoint }, standing.nWatched);
  add('kaizen_monitor_drifted_columns', { endpoint }, standing.nDrifted);
  add('kaizen_monitor_alarms', { endpoint }, standing.alarms.length);
  add('kaizen_monitor_verdict_rows', { endpoint }, verdict.nRows);
  add('kaizen_monitor_verdict_timestamp_seconds', { endpoint }, Date.parse(verdict.end) / 1000);
  const moved = verdict.findings
    .flatMap(({ effect, ...finding }) => (effect === null ? [] : [{ ...finding, effect }]))
    .sort((a, b) => Number(isDrift(b)) - Number(isDrift(a)) || b.effect - a.effect)
    .slice(0, MOST_COLUMNS);
  for (const { check, column, measure, effect } of moved)
    add('kaizen_monitor_column_effect', { endpoint, check, column, measure }, effect);
}

/** Alerts by severity and status. */
async function countAlerts(alerts: WatchedParts['alerts']): Promise<ReadonlyMap<string, number>> {
  const counted = new Map<string, number>();
  let after: string | undefined;
  do {
    const { items, next } = await alerts.list(['open', 'acknowledged'], {
      limit: PAGE,
      ...(after !== undefined && { after }),
    });
    for (const { severity, status } of items) {
      const key = `${severity} ${status}`;
      counted.set(key, (counted.get(key) ?? 0) + 1);
    }
    after = next;
  } while (after !== undefined);
  return counted;
}
