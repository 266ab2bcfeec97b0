import { AppError, closestNames, listNames } from '@kaizenml/contracts';
import { ROUTED_OPERATIONS } from '@kaizenml/contracts/operations';
import { PROBE_ROUTES } from './lifecycle/probes.ts';
import { UPLOAD_ROUTE } from './uploads.ts';

const OTHER_ROUTES = [
  ...PROBE_ROUTES,
  'GET /metrics',
  'GET /api/openapi.json',
  `POST ${UPLOAD_ROUTE}`,
] as const;

/** The failure of a request that no route answers: the methods of its path, or the closest route. */
export function routeNotFound(method: string, url: string): AppError {
  const path = url.split('?', 1)[0] ?? '';
  const routes = [...ROUTED_OPERATIONS.map(({ http }) => http as string), ...OTHER_ROUTES].map(
    (route) => route.split(' ') as [string, string],
  );
  const methods = routes.filter(([, template]) => matches(template, path)).map(([m]) => m);
  if (methods.length > 0)
    return new AppError('METHOD_NOT_ALLOWED', {
      message: `${path} takes ${[...new Set(methods)].join(' or ')}, got ${method}.`,
      hint: 'Every route is described at `/api/openapi.json`.',
      details: { method, path, allowed: [...new Set(methods)] },
    });
  const near = closestNames(path, [...new Set(routes.map(([, template]) => template))]);
  return new AppError('ROUTE_NOT_FOUND', {
    message: `Nothing answers ${method} ${path}.`,
    hint:
      near.length > 0
        ? `The closest routes are ${listNames(near)}.`
        : 'Every route is described at `/api/openapi.json`.',
    details: { method, path, closest: near },
  });
}

function matches(template: string, path: string): boolean {
  const wanted = template.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((part, i) => part.startsWith('{') || part === given[i])
  );
}
