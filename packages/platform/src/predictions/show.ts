import { AppError } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { MOST_DAYS_BACK } from './locate.ts';
import type { PredictionLog } from './log.ts';
import { toLoggedPrediction } from './to-logged-prediction.ts';

/** Shows everything that was logged under the id of a request. */
export const showPrediction =
  (predictionLog: Pick<PredictionLog, 'find'>): Handler<Operations['predictions']['show']> =>
  async ({ requestId, endpoint }) => {
    const found = await predictionLog.find(requestId, endpoint);
    if (found.length === 0) throw predictionNotFound(requestId, endpoint);
    return { requestId, items: found.map(toLoggedPrediction) };
  };

/** That a request is not in the log. */
export function predictionNotFound(requestId: string, endpoint: string | undefined): AppError {
  const place = endpoint === undefined ? 'any endpoint' : `endpoint "${endpoint}"`;
  return new AppError('PREDICTION_NOT_FOUND', {
    message: `Request "${requestId}" must be in the log of ${place}, got none of this id.`,
    hint: `See the newest with \`kaizen predictions list ${endpoint ?? 'ENDPOINT'}\`; ids that are no ULIDs are looked for in the last ${MOST_DAYS_BACK} days.`,
    details: { requestId, endpoint: endpoint ?? null },
  });
}
