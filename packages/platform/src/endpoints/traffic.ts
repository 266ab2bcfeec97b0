import { asId, type ModelName } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { Clock } from '../kit/index.ts';
import type { RolloutRecord } from '../rollouts/index.ts';
import type { EndpointDeps } from './endpoint.ts';
import { endpointNotFound } from './endpoint-not-found.ts';
import { TRAFFIC_WINDOWS } from './traffic/meter.ts';

/** What the traffic of an endpoint is read from. */
export type TrafficDeps = Pick<EndpointDeps, 'models' | 'rollouts' | 'traffic'> & {
  readonly clock: Clock;
};

/** Shows what every version of an endpoint did lately. */
export const trafficOfEndpoint =
  ({
    models,
    rollouts,
    traffic,
    clock,
  }: TrafficDeps): Handler<Operations['endpoints']['traffic']> =>
  async ({ name, window }) => {
    const model = await models.find(asId<ModelName>(name));
    if (model === undefined) throw await endpointNotFound(models, name);
    const rollout = await rollouts.findActive(model.name);
    const [sinceMs, versions] = await Promise.all([
      traffic.sinceMs(),
      traffic.read(model.name, window),
    ]);
    const { spanMs, nSpans } = TRAFFIC_WINDOWS[window];
    const endMs = Math.floor(clock.now() / spanMs) * spanMs;
    return {
      endpoint: model.name,
      window,
      countedSince: new Date(sinceMs).toISOString(),
      from: new Date(endMs - nSpans * spanMs).toISOString(),
      spanSeconds: spanMs / 1000,
      nSpans,
      versions: versions.map(({ version, total, spans }) => ({
        ...{ version, route: routeOf(version, rollout) },
        ...total,
        spans: spans.map(({ nRequests, nFailed, p50Ms, p95Ms, p99Ms }) => ({
          ...{ nRequests, nFailed, p50Ms, p95Ms, p99Ms },
        })),
      })),
    };
  };

function routeOf(version: number, rollout: RolloutRecord | undefined) {
  if (rollout === undefined) return null;
  if (version === rollout.from) return 'champion';
  const { to, settings } = rollout;
  return (settings.bandit?.challengers ?? [to]).includes(version) ? 'candidate' : null;
}
