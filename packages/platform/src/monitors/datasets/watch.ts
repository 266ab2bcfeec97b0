import type { DatasetMonitorSettings, Handler, Operations } from '@kaizenml/contracts/operations';
import type { AlertStore } from '../../alerts/index.ts';
import { type DatasetStore, type DatasetVersionRecord, getVersion } from '../../datasets/index.ts';
import type { Monitors } from '../monitors.ts';
import { type StandingDeps, standingOf } from '../standing.ts';
import { startState } from '../state.ts';
import type { MonitorStore, Subject } from '../store.ts';
import { endAlerts } from './end-alerts.ts';
import { assertTimeColumn } from './row-times.ts';
import { countsAlike, type WatchSettings } from './settings.ts';

/** What watching stands on. */
export interface WatchDeps extends StandingDeps {
  readonly monitors: MonitorStore;
  readonly datasets: DatasetStore;
  readonly alerts: Pick<AlertStore, 'list' | 'resolve'>;
}

const MOST_TOLD = 10_000;

/** Watches a dataset, or watches it otherwise. */
export const watchMonitor =
  (deps: WatchDeps, looking: Pick<Monitors, 'lookAt'>): Handler<Operations['monitors']['watch']> =>
  async ({ dataset, settings: asked }) => {
    const { monitors, datasets } = deps;
    const version = await chosenVersion(datasets, dataset, asked);
    if (asked.timeColumn !== undefined) assertTimeColumn(version, asked.timeColumn);
    const settings: WatchSettings = { ...asked, version: version.version };
    const subject: Subject = `dataset:${dataset}`;
    const before = await monitors.find(subject);
    const isSame = before?.settings != null && countsAlike(before.settings, settings);
    if (before !== undefined && !isSame) {
      await monitors.remove(subject);
      await endAlerts(deps.alerts, subject);
    }
    if (isSame) await monitors.putSettings(subject, settings);
    else await monitors.ensure(subject, { settings, state: startState(settings.rate) });
    const judgedTo = isSame ? (before.state.judgedTo ?? undefined) : undefined;
    await looking.lookAt(subject);
    const made = await monitors.verdicts(subject, { from: judgedTo, limit: MOST_TOLD });
    const { standing } = await standingOf(deps, subject);
    return { ...standing, settings, nVerdicts: made.length };
  };

/** @throws DATASET_NOT_FOUND */
async function chosenVersion(
  datasets: DatasetStore,
  name: string,
  { version }: DatasetMonitorSettings,
): Promise<DatasetVersionRecord> {
  if (version !== undefined) return await getVersion(datasets, `${name}@${version}`);
  const newest = await getVersion(datasets, name);
  return (await datasets.versions(newest.name)).at(-1) ?? newest;
}
