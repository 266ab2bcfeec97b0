import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { type Clock, instant } from '../kit/index.ts';
import type { PredictionLog } from '../predictions/log.ts';
import type { ModelCache } from './model-cache.ts';
import type { ModelResolver } from './resolver.ts';

/** What answering rows stands on. */
export interface PredictDeps {
  readonly resolver: ModelResolver;
  readonly models: ModelCache;
  readonly predictionLog: PredictionLog;
  readonly clock: Clock;
  readonly nextId: () => string;
}

/** Answers rows; the answer is given only after the log has it. */
export const predictRows =
  ({
    resolver,
    models,
    predictionLog,
    clock,
    nextId,
  }: PredictDeps): Handler<Operations['models']['predict']> =>
  async ({ name, rows }) => {
    const startedAt = performance.now();
    const { name: endpoint, version, artifact } = await resolver.resolve(name);
    const { model } = await models.get(artifact);
    const { predictions, anomalies, nOffending } = model.answer(rows);
    const requestId = nextId();
    await predictionLog.append({
      requestId,
      at: instant(clock),
      endpoint,
      version,
      rows,
      predictions,
      latencyMs: Math.round((performance.now() - startedAt) * 1000) / 1000,
    });
    return {
      model: endpoint,
      version,
      requestId,
      predictions: predictions as { prediction: string | number }[],
      ...(nOffending === 0 ? {} : { anomalies: [...anomalies], nOffending }),
    };
  };
