import { AppError, closestNames, listNames, showPath } from '@kaizenml/contracts';
import { ROUTED_OPERATIONS } from '@kaizenml/contracts/operations';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PROBE_ROUTES } from './lifecycle/probes.ts';
import { UPLOAD_ROUTE } from './uploads.ts';

const OTHER_ROUTES = [
  ...PROBE_ROUTES,
  'GET /metrics',
  'GET /api/openapi.json',
  `POST ${UPLOAD_ROUTE}`,
] as const;

/** A version as a part of its own, as other servers write it. */
const VERSION_APART = /^(\/api\/v1\/models\/)([^/]+)\/(?:versions\/)?(\d+)((?:\/\w+)?)$/;
/** Fixed parts of a route that ends with a verb: the empty one before the first slash, `api`, `v1`, noun and verb. */
const NOUN_AND_VERB = 5;
const PROBE = /\/(health|healthz|live|liveness|ready|readiness|status|ping)$/;

/**
 * Refuses requests that no route answers before their bodies are read: what is wrong is the address, whatever the body is.
 * Comes after every other hook.
 */
export function addNotFound(server: FastifyInstance): void {
  const refuse = ({ method, url }: FastifyRequest): never => {
    throw routeNotFound(method, url);
  };
  server.addHook('onRequest', ({ is404, method, url }, _reply, done) => {
    done(is404 ? routeNotFound(method, url) : undefined);
  });
  server.setNotFoundHandler(refuse);
}

/** The failure of a request that no route answers: the methods of its path, or the closest route. */
export function routeNotFound(method: string, url: string): AppError {
  const whole = url.split('?', 1)[0] ?? '';
  const path = showPath(whole);
  const routes = [...ROUTED_OPERATIONS.map(({ http }) => http as string), ...OTHER_ROUTES].map(
    (route) => route.split(' ') as [string, string],
  );
  const methods = routes.filter(([, template]) => matches(template, whole)).map(([m]) => m);
  if (methods.length > 0)
    return new AppError('METHOD_NOT_ALLOWED', {
      message: `${path} takes ${[...new Set(methods)].join(' or ')}, got ${method}.`,
      hint: `Ask it with ${[...new Set(methods)].join(' or ')}; every route is described at \`/api/openapi.json\`.`,
      details: { method, path, allowed: [...new Set(methods)] },
    });
  const near = nearRoutes(whole, [...new Set(routes.map(([, template]) => template))]);
  return new AppError('ROUTE_NOT_FOUND', {
    message: `Nothing answers ${method} ${path}.`,
    hint: hintOf(path, near),
    details: { method, path, closest: near },
  });
}

function hintOf(path: string, near: readonly string[]): string {
  const [, root, name, version, verb] = VERSION_APART.exec(path) ?? [];
  if (root !== undefined)
    return `Write the version into the name: ${root}${name}%2F${version}${verb}.`;
  if (PROBE.test(path)) return 'Probes ask `/livez` and `/readyz`.';
  if (near.length === 0) return 'Every route is described at `/api/openapi.json`.';
  return `The closest ${near.length === 1 ? 'route is' : 'routes are'} ${listNames(near)}.`;
}

/** Routes that are written alike, and else the one whose fixed parts all stand in the path, in their order. */
function nearRoutes(path: string, templates: readonly string[]): string[] {
  const alike = closestNames(path, templates);
  const given = path.split('/');
  const [within] = templates
    .map((template) => ({
      template,
      fixed: template.split('/').filter((part) => !part.startsWith('{')),
    }))
    .filter(({ fixed }) => isWithin(fixed, given))
    .toSorted((a, b) => b.fixed.length - a.fixed.length);
  return within !== undefined && within.fixed.length >= NOUN_AND_VERB ? [within.template] : alike;
}

function isWithin(parts: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const part of whole) if (part === parts[at]) at++;
  return at === parts.length;
}

function matches(template: string, path: string): boolean {
  const wanted = template.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((part, i) => part.startsWith('{') || part === given[i])
  );
}
