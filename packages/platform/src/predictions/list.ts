import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { assertEndpoint, type PredictionDeps } from './assert-endpoint.ts';
import { toLoggedPrediction } from './to-logged-prediction.ts';

/** Lists the newest logged requests of an endpoint, with their labels. */
export const listPredictions =
  (deps: PredictionDeps): Handler<Operations['predictions']['list']> =>
  async ({ name, kind, limit }) => {
    await assertEndpoint(deps, name);
    const { predictionLog } = deps;
    // Each request counts as one row at least, so this many rows are in no more than this many requests.
    const newest = await predictionLog.newest(name, limit, { kinds: [kind] });
    const labeled = await predictionLog.withLabels(name, newest.slice(0, limit));
    return { items: labeled.map(toLoggedPrediction) };
  };
