import type { Operation } from '@kaizenml/contracts/operations';
import type { FastifyContextConfig, HTTPMethods } from 'fastify';
import { endpointParamOf } from './access/endpoint-param-of.ts';
import { needOf } from './access/needs.ts';
import { bodyLimitOf } from './limits/body-limit.ts';

/** Operations that answer without the token. */
const OPEN = new Set(['health.show']);

/** Where an operation is asked, and who may: a route without its handler. */
export interface RouteOfOperation {
  readonly method: HTTPMethods;
  readonly url: string;
  readonly bodyLimit: number;
  readonly config: FastifyContextConfig;
}

/** @param rowsBytes Largest body of rows. */
export function routeOf(
  described: Operation & { readonly http: string },
  rowsBytes: number,
): RouteOfOperation {
  const [method, template] = described.http.split(' ') as [HTTPMethods, string];
  const { scope, role, at } = needOf(described);
  return {
    method,
    url: template.replace(/\{(\w+)\}/g, ':$1'),
    bodyLimit: bodyLimitOf(described.name, rowsBytes),
    config: {
      isOpen: OPEN.has(described.name),
      ...{ scope, role, at },
      endpointParam: endpointParamOf(described),
    },
  };
}
