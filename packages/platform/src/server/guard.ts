import { AppError } from '@kaizenml/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { underRights } from '../access/index.ts';
import type { KeyScope } from '../keys/index.ts';
import type { Clock } from '../kit/index.ts';
import { type AskedFor, assertAllowed } from './access/assert-allowed.ts';
import { assertWithinLimits } from './access/assert-within-limits.ts';
import type { createCredentials, Shown } from './access/credentials.ts';
import type { Need } from './access/needs.ts';
import { isLoopback } from './address.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True for a route that answers without credentials. A route is closed unless it says so. */
    readonly isOpen?: boolean;
    /** What a key must be allowed to use the route. Default: `admin`. */
    readonly scope?: KeyScope;
    /** Name of the path parameter that names an endpoint; without one the route is closed to keys of single endpoints. */
    readonly endpointParam?: string | undefined;
    /** What an account needs. Default: the role that goes with the scope. */
    readonly role?: Need['role'];
    /**
     * Where it needs the role. Default: at the model that `endpointParam` names; without one everywhere. `ports`: whatever the route
     * touches it touches by way of `App.guarded`.
     */
    readonly at?: Need['at'];
    /** True for a route that is answered however busy the server is. */
    readonly isAlwaysTaken?: boolean;
    /** Media types of bodies that the route takes. Default: JSON. */
    readonly takes?: readonly string[];
  }
}

/** What decides who may ask. */
export interface GuardParts {
  /** Reads who asks; undefined for a server of this machine alone that asks nobody. */
  readonly credentials: ReturnType<typeof createCredentials> | undefined;
  readonly clock: Clock;
  /** Other origins whose pages may write. */
  readonly corsOrigins: readonly string[];
}

/**
 * Decides who may ask.
 *
 * With credentials, every route that is not open needs them: the token of the server opens all, a key what its scopes
 * and endpoints say, as often as its limits allow. Without them the server listens on loopback only, and its enemy is a
 * web page in the browser of the same person: a request whose Host is not this machine (DNS rebinding) and a write from
 * another origin are refused.
 */
export function addGuard(
  server: FastifyInstance,
  { credentials, clock, corsOrigins }: GuardParts,
): void {
  if (credentials === undefined) {
    const isLocal = localHostCheck();
    server.addHook('onRequest', (request, _reply, done) => {
      try {
        if (!isLocal(request.headers.host)) throw hostForbidden(request.headers.host);
        assertOrigin(request, corsOrigins);
      } catch (thrown) {
        return done(thrown as Error);
      }
      done();
    });
    return;
  }
  // Around the handler itself, since what waits in line goes on in the context of who made room.
  server.addHook('onRoute', (route) => {
    const { handler } = route;
    route.handler = function (request, reply) {
      return underRights(request.visit.caller?.rights, () => handler.call(this, request, reply));
    };
  });
  server.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config.isOpen === true || request.is404) return done();
    const admit = (shown: Shown): void | Promise<void> => {
      if ('got' in shown) {
        void reply.header('www-authenticate', 'Bearer');
        const path = pathOf(request);
        throw unauthorized({ what: `${request.method} ${path}`, path, got: shown.got });
      }
      const { key, caller } = shown;
      request.visit.caller = caller;
      request.visit.lookAgain = async () => {
        const now = await credentials(request.headers.authorization);
        return 'caller' in now;
      };
      const limited = key && assertWithinLimits(reply, { key, clock });
      if (limited !== undefined)
        return limited.then(() => assertAllowed(askedFor(request), caller));
      assertAllowed(askedFor(request), caller);
    };
    const shown = credentials(request.headers.authorization);
    if (shown instanceof Promise) {
      shown.then(admit).then(() => done(), done);
      return;
    }
    try {
      const admitted = admit(shown);
      if (admitted !== undefined) return void admitted.then(() => done(), done);
    } catch (thrown) {
      return done(thrown as Error);
    }
    done();
  });
}

function askedFor({ method, params, routeOptions }: FastifyRequest): AskedFor {
  const { scope = 'admin', endpointParam, role, at } = routeOptions.config;
  const param = typeof at === 'object' ? at.param : endpointParam;
  return {
    ...{ what: `${method} ${routeOptions.url}`, scope, role },
    at: typeof at === 'object' ? undefined : at,
    reference:
      param === undefined
        ? undefined
        : (params as Readonly<Record<string, string | undefined>>)[param],
  };
}

/** The refusal of who has shown nothing that is known. */
export function unauthorized({
  what,
  path,
  got,
}: {
  /** For the sentence, as `got`. */
  readonly what: string;
  readonly path: string;
  readonly got: string;
}): AppError {
  return new AppError('UNAUTHORIZED', {
    message: `${what} needs the token of this server or a key, got ${got}.`,
    hint: 'Send the header `Authorization: Bearer <key>`; keys are made with `kaizen keys create`.',
    details: { path },
  });
}

/** Refuses a name that is not this machine. @throws HOST_FORBIDDEN */
export function assertLocalHost(host: string | undefined): void {
  if (host === undefined || !isLoopback(host.replace(/:\d+$/, ''))) throw hostForbidden(host);
}

/** Whether a Host is this machine; the last one that was is remembered, since most requests name the same. */
function localHostCheck(): (host: string | undefined) => boolean {
  let lastLocal: string | undefined;
  return (host) => {
    if (host === undefined) return false;
    if (host === lastLocal) return true;
    if (!isLoopback(host.replace(/:\d+$/, ''))) return false;
    lastLocal = host;
    return true;
  };
}

function hostForbidden(host: string | undefined): AppError {
  return new AppError('HOST_FORBIDDEN', {
    message: `The Host of a request must be localhost, 127.0.0.1 or [::1], got ${host === undefined ? 'none' : `"${host}"`}.`,
    hint: 'Open the server under its local address, or start it with a token to use another name.',
    details: { host: host ?? null },
  });
}

function assertOrigin(request: FastifyRequest, corsOrigins: readonly string[]): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const origin = request.headers.origin;
  if (origin === undefined || origin === `${request.protocol}://${request.headers.host}`) return;
  if (corsOrigins.includes(origin)) return;
  throw new AppError('HOST_FORBIDDEN', {
    message: `A page that writes must come from this server, got one from "${origin}".`,
    hint: 'Use the pages of this server, or start it with a token.',
    details: { origin, host: request.headers.host ?? null },
  });
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}
