import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { assertEndpoint } from '../endpoints/index.ts';
import type { PredictionDeps } from './prediction-deps.ts';

const MOST_TOLD = 100;

/** Keeps what logged requests brought. */
export const rewardPredictions =
  (deps: PredictionDeps): Handler<Operations['predictions']['reward']> =>
  async ({ name, rewards }) => {
    await assertEndpoint(deps.models, name);
    const { nKept, unknown } = await deps.predictionLog.reward(name, rewards);
    return { name, nKept, nUnknown: unknown.length, unknown: unknown.slice(0, MOST_TOLD) };
  };
