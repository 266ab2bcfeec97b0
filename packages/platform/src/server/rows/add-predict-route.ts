import { OPERATIONS } from '@kaizenml/contracts/operations';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { answerText, toAnswer } from '../../models/index.ts';
import type { Served } from '../../serving/index.ts';
import { answerVisit, type CountedRows } from '../answer-visit.ts';
import type { RequestParts } from '../inputs.ts';
import { inputReader } from '../read-input.ts';
import { routeOf } from '../route-of.ts';
import type { RouteParts } from '../routes.ts';
import { addRowBodies } from './add-row-bodies.ts';
import { answerForm } from './answer-form.ts';
import { hasRowBody, inForm, readRowRequest } from './predict-forms.ts';
import { ROW_TYPES } from './row-forms.ts';
import { createTurns } from './turns.ts';

/** Parquet bodies that are unpacked at once. */
const PARQUET_AT_ONCE = 2;

/**
 * The route of `models.predict`: rows come as JSON, CSV, JSON lines or Parquet, and answers go as JSON, CSV or Parquet. As JSON the
 * predictions are written once, for the client and for the log.
 */
export function addPredictRoute(
  server: FastifyInstance,
  { figures, limits, rowParts }: RouteParts,
): void {
  const described = OPERATIONS.models.predict;
  const { gateway } = rowParts;
  const inTurn = createTurns(PARQUET_AT_ONCE);
  const read = inputReader(described);
  const ask = async (parts: RequestParts, { headers }: FastifyRequest) => {
    const input = read(parts);
    return { input, served: await gateway.answer({ ...input, headers }) };
  };
  const work = async (request: FastifyRequest) => {
    const parts = await readRowRequest(request, rowParts, { maxBytes: limits.rowsBytes, inTurn });
    return ask(parts, request);
  };
  const { config, ...route } = routeOf(described, limits.rowsBytes);
  void server.register(async (scope) => {
    addRowBodies(scope, { limitBytes: route.bodyLimit });
    scope.route({
      ...route,
      config: { ...config, takes: ROW_TYPES },
      handler: async (request, reply) => {
        void reply.header('cache-control', 'no-store');
        const { input, served } = await answerVisit(request, {
          ...{ limits, figures, countOf: countRows },
          work: () => (hasRowBody(request) ? work(request) : ask(request, request)),
        });
        const format = answerForm(request.headers.accept);
        if (format !== undefined)
          return inForm(toAnswer(served, input), { ...rowParts, reply, format });
        void reply.type('application/json; charset=utf-8');
        return answerText(served, input);
      },
    });
  });
}

function countRows({ served }: { readonly served: Served }): CountedRows {
  const { endpoint, version, predictions } = served;
  return { endpoint, version, nRows: predictions.length };
}
