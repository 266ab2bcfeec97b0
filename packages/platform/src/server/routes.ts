import { inputChecker, ROUTED_OPERATIONS, requestInvalid } from '@kaizenml/contracts/operations';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { getHandler, type Handlers } from '../handlers.ts';
import { endpointParamOf, scopeOf } from './access/scope-of.ts';
import { answerVisit, type CountedRows } from './answer-visit.ts';
import { fastCheck } from './fast-check.ts';
import { mergeInput, type RequestParts } from './inputs.ts';
import { bodyLimitOf } from './limits/body-limit.ts';
import type { ServerLimits } from './limits/limits.ts';
import type { PredictionFigures } from './metrics/prediction-figures.ts';
import { addRowBodies } from './rows/add-row-bodies.ts';
import { answerForm } from './rows/answer-form.ts';
import { hasRowBody, inForm, type RowParts, readRowRequest } from './rows/predict-forms.ts';
import { ROW_TYPES } from './rows/row-forms.ts';
import { createTurns } from './rows/turns.ts';

/** Operations that answer without the token. */
const OPEN = new Set(['health.show']);

/** Parquet bodies that are unpacked at once. */
const PARQUET_AT_ONCE = 2;

/** What routes stand on, beside the handlers. */
export interface RouteParts {
  readonly figures: PredictionFigures;
  readonly limits: ServerLimits;
  readonly rowParts: RowParts;
}

/** A route for every operation that is not local: parts merged, input checked, handler called, output as JSON. */
export function addRoutes(
  server: FastifyInstance,
  handlers: Handlers,
  { figures, limits, rowParts }: RouteParts,
): void {
  const inTurn = createTurns(PARQUET_AT_ONCE);
  for (const described of ROUTED_OPERATIONS) {
    const [method, template] = described.http.split(' ') as [HTTPMethods, string];
    const fits = fastCheck(described.name);
    const check = inputChecker(described);
    const read = (request: RequestParts): unknown => {
      const { given, problems } = mergeInput(request);
      if (problems.length === 0 && fits(given)) return given;
      const checked = check(given);
      if (problems.length === 0 && checked.ok) return checked.input;
      throw requestInvalid(described, [...problems, ...(checked.ok ? [] : checked.problems)]);
    };
    const takesRows = described.name === 'models.predict';
    const countOf = takesRows ? countRows : undefined;
    const handle = getHandler(handlers, described);
    const work = async (request: FastifyRequest): Promise<unknown> => {
      const parts = await readRowRequest(request, rowParts, {
        maxBytes: limits.rowsBytes,
        inTurn,
      });
      return handle(read(parts), undefined, request.visit);
    };
    const answer = (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
      void reply.header('cache-control', 'no-store');
      if (takesRows && hasRowBody(request))
        return answerVisit(request, { limits, figures, work: () => work(request), countOf });
      const input = read(request);
      return answerVisit(request, {
        limits,
        figures,
        work: () => handle(input, undefined, request.visit),
        countOf,
      });
    };
    const bodyLimit = bodyLimitOf(described.name, limits.rowsBytes);
    const route = {
      method,
      url: template.replace(/\{(\w+)\}/g, ':$1'),
      bodyLimit,
      config: {
        isOpen: OPEN.has(described.name),
        scope: scopeOf(described),
        endpointParam: endpointParamOf(described),
        ...(takesRows && { takes: ROW_TYPES }),
      },
    };
    if (!takesRows)
      server.route({ ...route, handler: async (request, reply) => answer(request, reply) });
    else
      void server.register(async (scope) => {
        addRowBodies(scope, { limitBytes: bodyLimit });
        scope.route({
          ...route,
          handler: async (request, reply) => {
            const output = await answer(request, reply);
            const format = answerForm(request.headers.accept);
            if (format === undefined) return output;
            return inForm(output, { ...rowParts, reply, format });
          },
        });
      });
  }
}

interface Answered {
  readonly model: string;
  readonly version: number;
  readonly predictions: readonly unknown[];
}

function countRows(output: unknown): CountedRows {
  const { model: endpoint, version, predictions } = output as Answered;
  return { endpoint, version, nRows: predictions.length };
}
