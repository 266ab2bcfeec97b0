import { inputChecker, ROUTED_OPERATIONS, requestInvalid } from '@kaizenml/contracts/operations';
import type { FastifyInstance, HTTPMethods } from 'fastify';
import { getHandler, type Handlers } from '../handlers.ts';
import { endpointParamOf, scopeOf } from './access/scope-of.ts';
import { answerVisit } from './answer-visit.ts';
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
    const isPrediction = described.name === 'models.predict';
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
        const { given, problems } = mergeInput(request);
        const checked = fits(given) ? { ok: true as const, input: given } : check(given);
        if (problems.length > 0 || !checked.ok)
          throw requestInvalid(described, [...problems, ...(checked.ok ? [] : checked.problems)]);
        const output = await answerVisit(request, {
          ...{ limits, figures },
          work: () => handle(checked.input, undefined, request.visit),
          countOf: isPrediction ? (made) => countOf(made as Answered) : undefined,
        });
        void reply.header('cache-control', 'no-store');
        return output;
      },
    });
  }
}

interface Answered {
  readonly model: string;
  readonly version: number;
  readonly predictions: readonly unknown[];
}

function countOf({ model: endpoint, version, predictions }: Answered) {
  return { endpoint, version, nRows: predictions.length };
}
