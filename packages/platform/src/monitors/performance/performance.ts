import { asId, type ModelName } from '@kaizenml/contracts';
import { type Handler, MonitorSettings, type Operations } from '@kaizenml/contracts/operations';
import { describeMetric } from '@kaizenml/ml/metrics';
import { assertEndpoint, type EndpointStore } from '../../endpoints/index.ts';
import { readInstantMs } from '../../kit/index.ts';
import type { ModelStore } from '../../models/index.ts';
import type { Subject } from '../store.ts';
import { createScoredVersions, type ScoredVersionDeps } from './counting/scored-versions.ts';
import { unpackPerformance } from './counting/window-performance.ts';
import { lastVerdicts } from './last-verdicts.ts';
import { type ReadWindow, showTotal, showWindow } from './show-windows.ts';
import type { PerformanceStore } from './store.ts';

/** What showing performance stands on. */
export interface PerformanceDeps extends ScoredVersionDeps {
  readonly performance: Pick<PerformanceStore, 'places' | 'windows' | 'verdicts'>;
  readonly endpoints: Pick<EndpointStore, 'find'>;
  readonly store: Pick<ModelStore, 'find' | 'list' | 'findVersion'>;
}

/** Shows how good the answers of an endpoint are over time. */
export const performanceOfMonitor =
  (deps: PerformanceDeps): Handler<Operations['monitors']['performance']> =>
  async ({ endpoint, from, to, limit }) => {
    await assertEndpoint(deps.store, endpoint);
    const subject: Subject = `endpoint:${endpoint}`;
    const found = await deps.endpoints.find(asId<ModelName>(endpoint));
    const settings = found?.monitoring ?? MonitorSettings.parse({});
    const findVersion = createScoredVersions(deps, { endpoint, ...settings });
    const read: ReadWindow[] = [];
    const span = { from: instantOf('from', from), to: instantOf('to', to) };
    for (const { body, ...place } of await newestWindows(deps.performance, subject, {
      ...span,
      limit,
    })) {
      const version = await findVersion(place.version);
      if (version === undefined) continue;
      read.push({ place, version, counted: unpackPerformance(body, version.label?.binning) });
    }
    const newest = read.at(-1);
    return {
      endpoint,
      metric: newest?.version.metric ?? null,
      better: newest === undefined ? null : describeMetric(newest.version.metric).better,
      training: newest?.version.training ?? null,
      currency: settings.cost?.currency ?? null,
      items: read.map((window) => showWindow(window, settings)),
      total: showTotal(read.filter(({ place }) => place.version === newest?.place.version)),
      verdicts: await lastVerdicts(deps.performance, subject),
    };
  };

async function newestWindows(
  performance: Pick<PerformanceStore, 'places' | 'windows'>,
  subject: Subject,
  {
    limit,
    ...span
  }: { readonly from: string | undefined; readonly to: string | undefined; readonly limit: number },
) {
  const [first] = (await performance.places(subject, span)).slice(-limit);
  if (first === undefined) return [];
  return (await performance.windows(subject, { ...span, from: first.start })).slice(-limit);
}

function instantOf(name: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : new Date(readInstantMs(name, text)).toISOString();
}
