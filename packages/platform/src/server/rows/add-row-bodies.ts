import type { FastifyInstance, FastifyRequest } from 'fastify';
import { inflateBody } from '../protocols/inflate-body.ts';
import { headerOf } from '../protocols/protocol-routes.ts';
import { ROW_FORMS } from './row-forms.ts';

/**
 * Lets the routes of a scope take rows as CSV, JSON lines and Parquet: such a body arrives as its bytes, inflated where it came
 * compressed. JSON bodies go the way that they went.
 */
export function addRowBodies(
  scope: FastifyInstance,
  { limitBytes }: { readonly limitBytes: number },
): void {
  scope.addContentTypeParser(
    Object.values(ROW_FORMS),
    { parseAs: 'buffer', bodyLimit: limitBytes },
    (request: FastifyRequest, body: Buffer) =>
      inflateBody(body, { encoding: headerOf(request, 'content-encoding'), limitBytes }),
  );
}
