import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Line } from './limits/line.ts';

/** What a server counts. */
export interface ServerMetrics {
  /** Tells that an operation has answered. */
  answered(operation: string, output: unknown): void;
}

interface Predicted {
  readonly model: string;
  readonly version: number;
  readonly predictions: readonly unknown[];
}

/** Upper bounds of the request histogram, seconds: a prediction takes well under a millisecond, a table may take seconds. */
const BUCKETS = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
] as const;

/**
 * Counts requests, predictions and the process, and shows them at `/metrics`.
 *
 * Every server has a registry of its own, so that two servers in one process do not mix.
 *
 * @source Prometheus exposition format.
 */
export function addMetrics(server: FastifyInstance, line: Line): ServerMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [...BUCKETS],
    registers: [registry],
  });
  const predictions = new Counter({
    name: 'kaizen_predictions_total',
    help: 'Rows answered by endpoint and model version.',
    labelNames: ['endpoint', 'version'] as const,
    registers: [registry],
  });
  addLineFigures(registry, line);
  server.addHook('onResponse', async (request, reply) => {
    durations.observe(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
      },
      reply.elapsedTime / 1000,
    );
  });
  server.get('/metrics', { config: { isAlwaysTaken: true, scope: 'read' } }, async (_, reply) => {
    void reply.type(registry.contentType);
    return registry.metrics();
  });
  return {
    answered: (operation, output) => {
      if (operation !== 'models.predict') return;
      const { model, version, predictions: rows } = output as Predicted;
      predictions.inc({ endpoint: model, version: String(version) }, rows.length);
    },
  };
}

/** How full the server is, read when it is asked for. */
function addLineFigures(registry: Registry, line: Line): void {
  const registers = [registry];
  new Gauge({
    name: 'kaizen_requests_in_flight',
    help: 'Requests that have a place now.',
    registers,
    collect() {
      this.set(line.nInFlight);
    },
  });
  new Gauge({
    name: 'kaizen_requests_waiting',
    help: 'Requests that wait for a place now.',
    registers,
    collect() {
      this.set(line.nWaiting);
    },
  });
  new Counter({
    name: 'kaizen_requests_refused_total',
    help: 'Requests that found the line full.',
    registers,
    collect() {
      this.reset();
      this.inc(line.nRefused);
    },
  });
}
