import { performance } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Crew } from '../../crew/index.ts';
import type { Log } from '../../kit/index.ts';
import type { PoolFigures } from '../../models/index.ts';
import type { AnswerMemory } from '../../serving/index.ts';
import type { Line } from '../limits/line.ts';
import { CLIENT_GONE, type VisitEnd } from '../visit.ts';
import { FIGURES } from './figures.ts';
import { writeHead, writeSample } from './labels.ts';
import { writeLoad } from './load-figures.ts';
import { writeMemory } from './memory-figures.ts';
import { type WatchedParts, writeMonitors } from './monitor-figures.ts';
import { writePool } from './pool-figures.ts';
import { createPredictionFigures, type PredictionFigures } from './prediction-figures.ts';
import { createRequestFigures, type RequestFigures } from './request-figures.ts';
import { type RetrainedParts, writeRetrainings } from './retraining-figures.ts';
import { sumExpositions } from './sum-expositions.ts';

const READABLE = 'kaizen_monitors_readable';
const DROPPED = 'kaizen_access_log_dropped_total';

/** What is read when figures are asked for. */
export interface MetricParts {
  readonly line: Line;
  /** Lines of the access log that were not written. */
  readonly nDroppedLines: () => number;
  readonly addVisitEnd: (onEnd: VisitEnd) => void;
  /** Of the models that are open. */
  readonly poolFigures: () => PoolFigures;
  /** Of the answers that endpoints remember. */
  readonly memoryFigures: AnswerMemory['figures'];
  /** Monitors, alerts and retrainings, which all processes of a server share. */
  readonly watched: WatchedParts & RetrainedParts;
  readonly log: Log;
  /** The other processes of the server, whose figures are added; absent where there are none. */
  readonly crew: Crew | undefined;
}

/** What is counted while a server runs. */
export interface ServerFigures {
  readonly requests: RequestFigures;
  readonly predictions: PredictionFigures;
}

/**
 * Counts requests, predictions, load and the process, and shows them at `/metrics`, with what monitors say.
 *
 * Every server has figures of its own, so that two servers in one process do not mix. What each request adds to is
 * found by its route and kept: on its way no label is written.
 *
 * @source Prometheus text exposition format 0.0.4
 */
export function addMetrics(
  server: FastifyInstance,
  { line, nDroppedLines, addVisitEnd, poolFigures, memoryFigures, watched, log, crew }: MetricParts,
): ServerFigures {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = createRequestFigures();
  const predictions = createPredictionFigures();
  addVisitEnd((request, reply) => {
    const { visit } = request;
    requests.count(request, visit.isGone ? CLIENT_GONE : reply.statusCode);
    if (visit.code === undefined) return;
    const { routeOptions, params } = request;
    const { scope, endpointParam } = routeOptions.config;
    if (scope !== 'predict' || endpointParam === undefined) return;
    const reference = (params as Readonly<Record<string, string>>)[endpointParam] ?? '';
    predictions.failed(reference.split(/[@/]/, 1)[0] ?? '', visit.code);
  });
  const ownText = async () =>
    [
      await registry.metrics(),
      requests.text(),
      predictions.text(),
      writeLoad(line, performance.eventLoopUtilization()),
      writePool(poolFigures()),
      writeMemory(memoryFigures()),
      writeHead(DROPPED, 'Lines of the access log that were not written.', 'counter'),
      writeSample(DROPPED, '', nDroppedLines()),
    ].join('');
  // Figures of the process must be there when the store is not.
  const watchedText = async () => {
    const text = await Promise.all([writeMonitors(watched), writeRetrainings(watched)]).then(
      (texts) => texts.join(''),
      (thrown: unknown) => {
        log.error('figures of monitors and retrainings could not be read', { error: thrown });
        return undefined;
      },
    );
    const head = writeHead(
      READABLE,
      'Whether monitors, alerts and retrainings could be read: 1 or 0.',
      'gauge',
    );
    return `${head}${writeSample(READABLE, '', Number(text !== undefined))}${text ?? ''}`;
  };
  crew?.answer(FIGURES, async () => ({ text: await ownText(), worker: crew.seat.number }));
  server.get('/metrics', { config: { isAlwaysTaken: true, scope: 'read' } }, async (_, reply) => {
    void reply.type(registry.contentType);
    const [counted, found] = await Promise.all([
      crew === undefined ? ownText() : crew.ask(FIGURES, null).then(sumExpositions),
      watchedText(),
    ]);
    return counted + found;
  });
  return { requests, predictions };
}
