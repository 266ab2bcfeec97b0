import type { Answerer } from '../models/index.ts';
import { type Tracer, tracedLog } from '../tracing/index.ts';
import type { Gateway, GatewayDeps } from './gateway.ts';

/** What a gateway stands on, with a span for each part of its way: who answers, the model, the answer with its checks at the door, the log. */
export function traceParts<
  Deps extends Pick<GatewayDeps, 'targets' | 'answerers' | 'predictionLog' | 'log'>,
>(deps: Deps, tracer: Tracer): Deps {
  const { targets, answerers, predictionLog, log } = deps;
  const traced = new WeakMap<Answerer, Answerer>();
  const answererOf = (answerer: Answerer): Answerer => {
    const known = traced.get(answerer);
    if (known !== undefined) return known;
    const made: Answerer = {
      ...answerer,
      answer: (rows) => tracer.trace('model.answer', () => answerer.answer(rows)),
    };
    traced.set(answerer, made);
    return made;
  };
  return {
    ...deps,
    tracer,
    log: tracedLog(log, tracer),
    targets: {
      ...targets,
      resolve: (name: string) => tracer.trace('gateway.resolve', () => targets.resolve(name)),
    },
    answerers: {
      ...answerers,
      get: async (artifact: Parameters<typeof answerers.get>[0]) =>
        answererOf(await tracer.trace('gateway.model', () => answerers.get(artifact))),
    },
    predictionLog: {
      ...predictionLog,
      append: (...what: Parameters<typeof predictionLog.append>) =>
        tracer.trace('gateway.log', () => predictionLog.append(...what)),
    },
  };
}

/** A gateway whose every request is a span, which says what was asked and which version answered. */
export function traceGateway(gateway: Gateway, tracer: Tracer): Gateway {
  return {
    ...gateway,
    answer: (request) =>
      tracer.trace(
        'gateway',
        async (span) => {
          const served = await gateway.answer(request);
          span.set({
            'kaizenml.endpoint': served.endpoint,
            'kaizenml.version': served.version,
            'kaizenml.route': served.route,
            'kaizenml.request_id': served.requestId,
          });
          return served;
        },
        { attributes: { 'kaizenml.rows': request.rows.length } },
      ),
  };
}
