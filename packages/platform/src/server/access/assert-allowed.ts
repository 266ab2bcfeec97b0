import { AppError } from '@kaizenml/contracts';
import type { FastifyRequest } from 'fastify';
import type { KeyScope } from '../../keys/index.ts';
import type { Caller } from './caller.ts';

/**
 * Refuses what the caller may not do. A caller that is bound to endpoints reaches only routes that name one of them.
 *
 * @throws KEY_FORBIDDEN
 */
export function assertAllowed(request: FastifyRequest, { scopes, endpoints }: Caller): void {
  const { scope = 'admin', endpointParam } = request.routeOptions.config;
  if (!scopes.has('admin') && !scopes.has(scope)) throw scopeMissing(request, scope, scopes);
  if (endpoints === undefined) return;
  const named = endpointParam === undefined ? undefined : endpointOf(request, endpointParam);
  if (named === undefined || !endpoints.has(named)) throw endpointClosed(request, named, endpoints);
}

/** The endpoint in a reference such as `churn@champion` or `churn/3`. */
function endpointOf({ params }: FastifyRequest, param: string): string | undefined {
  const reference = (params as Readonly<Record<string, string | undefined>>)[param];
  return reference?.split(/[@/]/, 1)[0];
}

function scopeMissing(
  { method, routeOptions }: FastifyRequest,
  scope: KeyScope,
  scopes: ReadonlySet<KeyScope>,
): AppError {
  return new AppError('KEY_FORBIDDEN', {
    message: `${method} ${routeOptions.url} needs a key with the scope ${scope}, got one with ${[...scopes].join(', ')}.`,
    hint: `Ask the administrator for a key with \`--scopes ${scope}\`.`,
    details: { scope, scopes: [...scopes] },
  });
}

function endpointClosed(
  { method, routeOptions }: FastifyRequest,
  named: string | undefined,
  endpoints: ReadonlySet<string>,
): AppError {
  return new AppError('KEY_FORBIDDEN', {
    message: `${method} ${routeOptions.url} must name an endpoint of the key, got ${named === undefined ? 'none' : `"${named}"`}.`,
    hint: `The key is for ${[...endpoints].join(', ')}.`,
    details: { endpoint: named ?? null, endpoints: [...endpoints] },
  });
}
