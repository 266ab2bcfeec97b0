import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { assertEndpoint } from '../endpoints/index.ts';
import type { PredictionDeps } from './prediction-deps.ts';
import { toLoggedPrediction } from './to-logged-prediction.ts';

/** Lists the newest logged requests of an endpoint, with their labels. */
export const listPredictions =
  (deps: PredictionDeps): Handler<Operations['predictions']['list']> =>
  async ({ name, kind, limit }) => {
    await assertEndpoint(deps.models, name);
    const { predictionLog } = deps;
    // Each request counts as one row at least, so this many rows are in no more than this many requests.
    const newest = await predictionLog.newest(name, limit, { kinds: [kind] });
    const labeled = await predictionLog.withLabels(name, newest.slice(0, limit));
    return { items: labeled.map(toLoggedPrediction) };
  };
