import type { EndpointStore } from '../endpoints/index.ts';
import type { Log } from '../kit/index.ts';
import type { ModelStore } from '../models/index.ts';
import type { PredictionLog } from '../predictions/index.ts';
import { createCountedVersions, type FindCountedVersion } from './counted-versions.ts';
import {
  datasetColumns,
  datasetOf,
  subjectOf,
  type WatchDatasetDeps,
  watchDataset,
} from './datasets/index.ts';
import { howJudged } from './how-judged.ts';
import type { WatchedColumn } from './judging/judge-windows.ts';
import { createScoredVersions, watchPerformance } from './performance/index.ts';
import type { PerformanceStore } from './performance/store.ts';
import type { Subject, WindowPlace } from './store.ts';
import { verdictColumns } from './verdict-columns.ts';
import { type WatchDeps, watchEndpoint } from './watch-endpoint.ts';

/** Looks after the endpoints and the watched datasets of a home. */
export interface Monitors {
  /** Looks at every endpoint that has answered, and every watched dataset. What goes wrong with one is logged, and the others are looked at. */
  look(): Promise<void>;
  /** Looks at one of them, as the door names it: `churn`, or `dataset:rides`. */
  lookAt(watched: string): Promise<void>;
  /** The columns of windows that were judged, and what they are compared with; undefined where their version is gone. */
  columnsOf(watched: string, place: WindowPlace): Promise<readonly WatchedColumn[] | undefined>;
}

/** What monitors stand on. */
export interface MonitorDeps
  extends Omit<WatchDeps, 'store' | 'predictionLog' | 'artifacts'>,
    Pick<WatchDatasetDeps, 'datasets' | 'artifacts'> {
  readonly store: Pick<ModelStore, 'list' | 'findVersion'>;
  readonly performance: PerformanceStore;
  readonly endpoints: Pick<EndpointStore, 'find'>;
  readonly predictionLog: Pick<PredictionLog, 'scan' | 'count' | 'findMarks'>;
  readonly log: Log;
}

const PAGE = 1000;

/** Monitors of a home. Looks at one of them do not overlap: who asks meanwhile is given the one under way. */
export function createMonitors(deps: MonitorDeps): Monitors {
  const versions = new Map<string, FindCountedVersion>();
  const underWay = new Map<string, Promise<void>>();
  const watched = async (endpoint: string) => {
    const how = await howJudged(deps.endpoints, endpoint);
    const findVersion = versions.get(endpoint) ?? createCountedVersions(deps, endpoint);
    versions.set(endpoint, findVersion);
    return { endpoint, ...how, findVersion };
  };
  const watch = async (endpoint: string, isAsked: boolean): Promise<void> => {
    const dataset = datasetOf(subjectOf(endpoint));
    if (dataset !== undefined) return await watchDataset(deps, dataset);
    const one = await watched(endpoint);
    const { settings } = one;
    if (settings.paused) return;
    await watchEndpoint(deps, one);
    const findVersion = createScoredVersions(deps, { endpoint, ...settings });
    await watchPerformance(deps, { endpoint, settings, findVersion, isAsked });
  };
  const lookAt = (endpoint: string, isAsked = true): Promise<void> => {
    const looking =
      underWay.get(endpoint) ?? watch(endpoint, isAsked).finally(() => underWay.delete(endpoint));
    underWay.set(endpoint, looking);
    return looking;
  };
  return {
    lookAt,
    async columnsOf(endpoint, place) {
      if (datasetOf(subjectOf(endpoint)) !== undefined)
        return await columnsOfDataset(deps, subjectOf(endpoint), place);
      const subject: Subject = `endpoint:${endpoint}`;
      return await verdictColumns(deps.monitors, { ...(await watched(endpoint)), subject, place });
    },
    async look() {
      for await (const name of names(deps.store)) {
        const { nRows } = await deps.predictionLog.count(name);
        if (nRows === 0) continue;
        await lookAt(name, false).catch((thrown: unknown) =>
          deps.log.error('an endpoint could not be watched', { endpoint: name, error: thrown }),
        );
      }
      for (const { subject } of await deps.monitors.all()) {
        const dataset = datasetOf(subject);
        if (dataset === undefined) continue;
        await lookAt(subject, false).catch((thrown: unknown) =>
          deps.log.error('a dataset could not be watched', { dataset, error: thrown }),
        );
      }
    },
  };
}

/** Undefined where nothing of it is counted. */
async function columnsOfDataset(
  { monitors }: Pick<MonitorDeps, 'monitors'>,
  subject: Subject,
  place: WindowPlace,
): Promise<readonly WatchedColumn[] | undefined> {
  const settings = (await monitors.find(subject))?.settings;
  if (settings?.version === undefined) return undefined;
  return await datasetColumns(monitors, {
    ...{ subject, place, settings: { ...settings, version: settings.version } },
  });
}

async function* names(store: Pick<ModelStore, 'list'>): AsyncGenerator<string> {
  let after: string | undefined;
  do {
    const { items, next } = await store.list({ limit: PAGE, ...(after && { after }) });
    for (const { name } of items) yield name;
    after = next;
  } while (after !== undefined);
}
