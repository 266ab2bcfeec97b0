import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { DEFAULT_ROUTE, type LabeledRequest } from './log.ts';

type LoggedPrediction = OutputOf<Operations['predictions']['list']>['items'][number];

/** A logged request as it is told: what has its default is said. */
export function toLoggedPrediction(request: LabeledRequest): LoggedPrediction {
  const { kind = 'answer', route = DEFAULT_ROUTE, entity, protocol, error, weight = 1 } = request;
  return {
    requestId: request.requestId,
    at: request.at,
    endpoint: request.endpoint,
    kind,
    route,
    version: request.version,
    latencyMs: request.latencyMs,
    weight,
    entity: entity ?? null,
    protocol: protocol ?? null,
    error: error ?? null,
    rows: [...request.rows],
    predictions: request.predictions as LoggedPrediction['predictions'],
    outputs: request.outputs === undefined ? null : [...request.outputs],
    explanations: request.explanations === undefined ? null : [...request.explanations],
    labels: [...request.labels],
    tags:
      request.tags === undefined
        ? null
        : request.tags.map((of) => of && { ...of, tags: [...of.tags] }),
    rewards: { ...request.rewards },
    propensity: request.propensity ?? null,
  };
}
