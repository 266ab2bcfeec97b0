import { type DatasetMonitorSettings, MonitorSettings } from '@kaizenml/contracts/operations';

/** Settings of a dataset whose version is chosen. */
export type WatchSettings = DatasetMonitorSettings & { readonly version: number };

/** How windows of a dataset are judged, in the settings that judges know. */
export function judgedBy(settings: DatasetMonitorSettings): MonitorSettings {
  const { paused, window, minRows, season, columns, rate, leastEffect, alarm, keep } = settings;
  const { reference } = settings;
  return MonitorSettings.parse({
    ...{ paused, window, minRows, season, columns, rate, leastEffect, alarm, keep },
    reference: reference === 'version' ? 'training' : reference,
  });
}

/** Whether windows that were counted by some settings are those of others, too. */
export function countsAlike(a: DatasetMonitorSettings, b: DatasetMonitorSettings): boolean {
  const isOwn = (of: DatasetMonitorSettings) => of.reference === 'version';
  return (
    a.version === b.version &&
    a.timeColumn === b.timeColumn &&
    (a.timeColumn === undefined ||
      (a.window === b.window && a.settledAfter === b.settledAfter && isOwn(a) === isOwn(b)))
  );
}
