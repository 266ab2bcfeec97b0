import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { CHAMPION, type ModelRecord } from '../models/index.ts';
import type { PredictionLog } from '../predictions/index.ts';

/** The version that answers: the champion, or the newest one while there is none. */
export function answeringVersion({ aliases, latestVersion }: ModelRecord): number {
  return aliases[CHAMPION] ?? latestVersion;
}

/** The endpoint of a model, with what it has answered so far. */
export async function toEndpoint(
  model: ModelRecord,
  predictionLog: PredictionLog,
): Promise<OutputOf<Operations['endpoints']['show']>> {
  const { nRows, lastAt } = await predictionLog.count(model.name);
  return {
    name: model.name,
    url: `/api/v1/models/${encodeURIComponent(model.name)}/predict`,
    version: answeringVersion(model),
    nPredictions: nRows,
    lastPredictionAt: lastAt,
  };
}
