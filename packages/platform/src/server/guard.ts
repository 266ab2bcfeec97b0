import { AppError } from '@kaizenml/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isLoopback } from './address.ts';
import { bearerCheck } from './token.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True for a route that answers without the token. A route is closed unless it says so. */
    readonly isOpen?: boolean;
    /** True for a route that is answered however busy the server is. */
    readonly isAlwaysTaken?: boolean;
  }
}

/**
 * Decides who may ask.
 *
 * With a token, every route that is not open needs it. Without one the server listens on loopback only,
 * and its enemy is a web page in the browser of the same person: a request whose Host is not this machine
 * (DNS rebinding) and a write from another origin are refused.
 */
export function addGuard(server: FastifyInstance, token: string | undefined): void {
  if (token === undefined) {
    server.addHook('onRequest', async (request) => {
      assertLocalHost(request);
      assertSameOrigin(request);
    });
    return;
  }
  const isBearer = bearerCheck(token);
  server.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.isOpen === true || request.is404) return;
    if (isBearer(request.headers.authorization)) return;
    void reply.header('www-authenticate', 'Bearer');
    throw new AppError('UNAUTHORIZED', {
      message: `${request.method} ${pathOf(request)} needs the token of this server, got ${request.headers.authorization === undefined ? 'none' : 'another one'}.`,
      hint: 'Send the header `Authorization: Bearer <token>`.',
      details: { path: pathOf(request) },
    });
  });
}

function assertLocalHost(request: FastifyRequest): void {
  const host = request.headers.host;
  if (host !== undefined && isLoopback(host.replace(/:\d+$/, ''))) return;
  throw new AppError('HOST_FORBIDDEN', {
    message: `The Host of a request must be localhost, 127.0.0.1 or [::1], got ${host === undefined ? 'none' : `"${host}"`}.`,
    hint: 'Open the server under its local address, or start it with a token to use another name.',
    details: { host: host ?? null },
  });
}

function assertSameOrigin(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const origin = request.headers.origin;
  if (origin === undefined || origin === `http://${request.headers.host}`) return;
  throw new AppError('HOST_FORBIDDEN', {
    message: `A page that writes must come from this server, got one from "${origin}".`,
    hint: 'Use the pages of this server, or start it with a token.',
    details: { origin, host: request.headers.host ?? null },
  });
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}
