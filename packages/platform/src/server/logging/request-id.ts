import type { FastifyInstance } from 'fastify';

/** Header in which a request brings its id, and an answer gives it back. */
export const REQUEST_ID_HEADER = 'x-request-id';

/** Ids that are taken as they are; another one might break the log of someone who reads it. */
const ID = /^[\w.:/+=@-]{1,128}$/;

/** The id that a request brings, where it is a good one, or a new one. */
export function requestIdOf(given: string | undefined, nextId: () => string): string {
  return given !== undefined && ID.test(given) ? given : nextId();
}

/** Gives every request an id, its own where it brings a good one, and puts it into the answer. */
export function addRequestIds(server: FastifyInstance, nextId: () => string): void {
  server.addHook('onRequest', (request, reply, done) => {
    const given = request.headers[REQUEST_ID_HEADER];
    const id = requestIdOf(typeof given === 'string' ? given : undefined, nextId);
    request.visit.requestId = id;
    void reply.header(REQUEST_ID_HEADER, id);
    done();
  });
}
