import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { type EndpointDeps, toEndpoint } from './endpoint.ts';

/** Lists endpoints, most recently changed model first. */
export const listEndpoints =
  (deps: EndpointDeps): Handler<Operations['endpoints']['list']> =>
  async (page) => {
    const { items, next } = await deps.models.list(page);
    const endpoints = await Promise.all(items.map((model) => toEndpoint(model, deps)));
    return { items: endpoints, ...(next === undefined ? {} : { next }) };
  };
