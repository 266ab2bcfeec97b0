import { EndpointSettings, type Operations, type OutputOf } from '@kaizenml/contracts/operations';
import { CHAMPION, type ModelRecord, type ModelStore } from '../models/index.ts';
import type { PredictionLog } from '../predictions/index.ts';
import { type RolloutStore, visibleShare } from '../rollouts/index.ts';
import type { EndpointStore } from './store.ts';
import type { TrafficReader } from './traffic/reader.ts';
import { recentTraffic } from './traffic/recent.ts';

/** What endpoints stand on. */
export interface EndpointDeps {
  readonly models: ModelStore;
  readonly endpoints: EndpointStore;
  readonly rollouts: Pick<RolloutStore, 'findActive'>;
  readonly predictionLog: PredictionLog;
  /** What this server counted. */
  readonly traffic: TrafficReader;
}

/** The settings of an endpoint that was never told any. */
export const DEFAULT_SETTINGS: EndpointSettings = EndpointSettings.parse({});

/** The version that answers: the champion, or the newest one while there is none. */
export function answeringVersion({ aliases, latestVersion }: ModelRecord): number {
  return aliases[CHAMPION] ?? latestVersion;
}

/** The endpoint of a model, with what it has answered so far. */
export async function toEndpoint(
  model: ModelRecord,
  { endpoints, rollouts, predictionLog, traffic }: EndpointDeps,
): Promise<OutputOf<Operations['endpoints']['show']>> {
  const [{ nRows, lastAt }, settings, rollout, recent] = await Promise.all([
    predictionLog.count(model.name),
    endpoints.find(model.name),
    rollouts.findActive(model.name),
    traffic.read(model.name, 'minutes'),
  ]);
  return {
    name: model.name,
    url: `/api/v1/models/${encodeURIComponent(model.name)}/predict`,
    version: answeringVersion(model),
    nPredictions: nRows,
    lastPredictionAt: lastAt,
    settings: settings ?? DEFAULT_SETTINGS,
    rollout:
      rollout === undefined
        ? null
        : {
            ...{ id: rollout.id, to: rollout.to, reason: rollout.reason },
            share: visibleShare(rollout),
          },
    recent: recentTraffic(recent),
  };
}
