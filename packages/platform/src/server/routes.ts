import { inputChecker, ROUTED_OPERATIONS, requestInvalid } from '@kaizenml/contracts/operations';
import type { FastifyInstance, FastifyRequest, HTTPMethods } from 'fastify';
import { getHandler, type Handlers } from '../handlers.ts';
import { endpointParamOf, scopeOf } from './access/scope-of.ts';
import { answerVisit, type CountedRows } from './answer-visit.ts';
import { fastCheck } from './fast-check.ts';
import { mergeInput } from './inputs.ts';
import { bodyLimitOf } from './limits/body-limit.ts';
import type { ServerLimits } from './limits/limits.ts';
import type { PredictionFigures } from './metrics/prediction-figures.ts';

/** Operations that answer without the token. */
const OPEN = new Set(['health.show']);

/** A route for every operation that is not local: parts merged, input checked, handler called, output as JSON. */
export function addRoutes(
  server: FastifyInstance,
  handlers: Handlers,
  { figures, limits }: { readonly figures: PredictionFigures; readonly limits: ServerLimits },
): void {
  for (const described of ROUTED_OPERATIONS) {
    const [method, template] = described.http.split(' ') as [HTTPMethods, string];
    const fits = fastCheck(described.name);
    const check = inputChecker(described);
    const read = (request: FastifyRequest): unknown => {
      const { given, problems } = mergeInput(request);
      if (problems.length === 0 && fits(given)) return given;
      const checked = check(given);
      if (problems.length === 0 && checked.ok) return checked.input;
      throw requestInvalid(described, [...problems, ...(checked.ok ? [] : checked.problems)]);
    };
    const countOf = described.name === 'models.predict' ? countRows : undefined;
    const handle = getHandler(handlers, described);
    server.route({
      method,
      url: template.replace(/\{(\w+)\}/g, ':$1'),
      bodyLimit: bodyLimitOf(described.name, limits.rowsBytes),
      config: {
        isOpen: OPEN.has(described.name),
        scope: scopeOf(described),
        endpointParam: endpointParamOf(described),
      },
      handler: async (request, reply) => {
        const input = read(request);
        void reply.header('cache-control', 'no-store');
        return answerVisit(request, {
          limits,
          figures,
          work: () => handle(input, undefined, request.visit),
          countOf,
        });
      },
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
