import { inputChecker, OPERATIONS, requestInvalid } from '@kaizenml/contracts/operations';
import { guideText } from '@kaizenml/contracts/samples';
import type { FastifyInstance } from 'fastify';
import type { Handlers } from '../handlers.ts';
import { mergeInput } from './inputs.ts';

const GUIDE = OPERATIONS.endpoints.guide;

/** The guide of an endpoint as Markdown, beside the operation that gives it as JSON. */
export function addGuideText(
  server: FastifyInstance,
  { endpoints }: Pick<Handlers, 'endpoints'>,
): void {
  const check = inputChecker(GUIDE);
  server.get(
    '/api/v1/endpoints/:name/guide.md',
    { config: { scope: 'read', endpointParam: 'name' } },
    async (request, reply) => {
      const { given, problems } = mergeInput(request);
      const checked = check(given);
      if (problems.length > 0 || !checked.ok)
        throw requestInvalid(GUIDE, [...problems, ...(checked.ok ? [] : checked.problems)]);
      const text = guideText(
        await endpoints.guide(checked.input as Parameters<typeof endpoints.guide>[0]),
      );
      return reply
        .header('cache-control', 'no-store')
        .header('vary', 'accept')
        .type('text/markdown; charset=utf-8')
        .send(text);
    },
  );
}
