import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { AlertStore } from '../../alerts/index.ts';
import type { MonitorStore, Subject } from '../store.ts';
import { getDatasetMonitor } from './assert-watched.ts';
import { endAlerts } from './end-alerts.ts';

/** What ending a watch stands on. */
export interface UnwatchDeps {
  readonly monitors: Pick<MonitorStore, 'find' | 'remove'>;
  readonly alerts: Pick<AlertStore, 'list' | 'resolve'>;
}

/** Ends the watch of a dataset. */
export const unwatchMonitor =
  ({ monitors, alerts }: UnwatchDeps): Handler<Operations['monitors']['unwatch']> =>
  async ({ dataset }) => {
    const subject: Subject = `dataset:${dataset}`;
    await getDatasetMonitor(monitors, subject);
    await monitors.remove(subject);
    await endAlerts(alerts, subject);
    return { dataset };
  };
