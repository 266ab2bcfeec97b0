import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { ModelStore } from '../models/store.ts';
import type { PredictionLog } from '../predictions/index.ts';
import { toEndpoint } from './endpoint.ts';

/** Lists endpoints, most recently changed model first. */
export const listEndpoints =
  (models: ModelStore, predictionLog: PredictionLog): Handler<Operations['endpoints']['list']> =>
  async (page) => {
    const { items, next } = await models.list(page);
    const endpoints = await Promise.all(items.map((model) => toEndpoint(model, predictionLog)));
    return { items: endpoints, ...(next === undefined ? {} : { next }) };
  };
