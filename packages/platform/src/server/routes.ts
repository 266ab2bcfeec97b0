import { ROUTED_OPERATIONS } from '@kaizenml/contracts/operations';
import type { FastifyInstance } from 'fastify';
import { getHandler, type Handlers } from '../handlers.ts';
import { answerVisit } from './answer-visit.ts';
import type { ServerLimits } from './limits/limits.ts';
import type { PredictionFigures } from './metrics/prediction-figures.ts';
import { inputReader } from './read-input.ts';
import { routeOf } from './route-of.ts';
import { addPredictRoute } from './rows/add-predict-route.ts';
import type { RowParts } from './rows/predict-forms.ts';

/** What routes stand on, beside the handlers. */
export interface RouteParts {
  readonly figures: PredictionFigures;
  readonly limits: ServerLimits;
  readonly rowParts: RowParts;
}

/** A route for every operation that is not local: parts merged, input checked, handler called, output as JSON. */
export function addRoutes(server: FastifyInstance, handlers: Handlers, parts: RouteParts): void {
  const { figures, limits } = parts;
  for (const described of ROUTED_OPERATIONS) {
    if (described.name === 'models.predict') {
      addPredictRoute(server, parts);
      continue;
    }
    const read = inputReader(described);
    const handle = getHandler(handlers, described);
    server.route({
      ...routeOf(described, limits.rowsBytes),
      handler: async (request, reply) => {
        void reply.header('cache-control', 'no-store');
        const input = read(request);
        const work = () => handle(input, undefined, request.visit);
        return answerVisit(request, { limits, figures, work });
      },
    });
  }
}
