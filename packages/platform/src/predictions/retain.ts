import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { assertEndpoint } from '../endpoints/index.ts';
import type { PredictionDeps } from './prediction-deps.ts';
import { applyRetention, type RetentionDeps } from './retention/apply-retention.ts';

/** Removes the days of the log that no endpoint keeps, now. */
export const retainPredictions =
  (deps: PredictionDeps & RetentionDeps): Handler<Operations['predictions']['retain']> =>
  async ({ name }) => {
    if (name !== undefined) await assertEndpoint(deps.models, name);
    const removed = await applyRetention(deps, name);
    return {
      removed: [...removed],
      nRows: removed.reduce((sum, { nRows }) => sum + nRows, 0),
    };
  };
