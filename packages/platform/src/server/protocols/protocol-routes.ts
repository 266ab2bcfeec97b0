import type { AppError } from '@kaizenml/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { KeyScope } from '../../keys/index.ts';
import type { Log } from '../../kit/index.ts';
import { answerVisit, type CountedRows } from '../answer-visit.ts';
import { answerFailure } from '../failures.ts';
import type { ServerLimits } from '../limits/limits.ts';
import type { PredictionFigures } from '../metrics/prediction-figures.ts';
import { inflateBody } from './inflate-body.ts';

/** What every protocol of a server stands on. */
export interface ProtocolParts {
  /** Hears of failures that are a bug of ours. */
  readonly log: Log;
  readonly limits: ServerLimits;
  readonly figures: PredictionFigures;
}

/** A family of routes of one protocol. */
export interface Protocol extends ProtocolParts {
  /** How it tells a failure. */
  readonly toFailureBody: (error: AppError) => object;
  /** With which HTTP status. Default: that of the failure. */
  readonly toFailureStatus?: (error: AppError) => number;
  readonly add: (routes: FastifyInstance, answering: Answering) => void;
}

/** Answers rows of a request within its time, and counts them. */
export type Answering = <T>(
  request: FastifyRequest,
  work: () => Promise<T>,
  countOf?: (output: T) => CountedRows,
) => Promise<T>;

/**
 * Adds routes that read bodies of any media type as bytes and tell failures in the words of their protocol: what holds for
 * the routes of our own API, such as JSON bodies and problem documents, does not hold for them.
 */
export function addProtocol(
  server: FastifyInstance,
  { log, limits, figures, toFailureBody, toFailureStatus = statusOf, add }: Protocol,
): void {
  void server.register(async (routes) => {
    routes.removeAllContentTypeParsers();
    routes.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: limits.rowsBytes },
      (request: FastifyRequest, body: Buffer) =>
        inflateBody(body, {
          encoding: headerOf(request, 'content-encoding'),
          limitBytes: limits.rowsBytes,
        }),
    );
    routes.setErrorHandler(
      answerFailure(log, (reply, error) => {
        void reply.status(toFailureStatus(error)).send(toFailureBody(error));
      }),
    );
    add(routes, (request, work, countOf) =>
      answerVisit(request, { limits, figures, work, countOf }),
    );
  });
}

/**
 * Who may use a route: what a key must be allowed, and the part of the path that names the endpoint.
 *
 * A route that does not say is for administrators. An account needs the role that goes with the scope, at the endpoint; where none is
 * named, everywhere.
 */
export function allow(scope: KeyScope, endpointParam?: string) {
  return { config: { scope, endpointParam } };
}

/** As `allow`, for a route that shows an account no more than its roles say: what it reads, it reads by way of `App.guarded`. */
export function allowSeen(scope: KeyScope) {
  return { config: { scope, at: 'ports' } } as const;
}

function statusOf({ row }: AppError): number {
  return row.status;
}

const EMPTY = Buffer.alloc(0);

/** The bytes of a body; none without one. */
export function bodyOf({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : EMPTY;
}

/** A header that is sent once; undefined when it is absent. */
export function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Sends what must not be kept by a cache. */
export function sendFresh(reply: FastifyReply, body: unknown): FastifyReply {
  return reply.header('cache-control', 'no-store').send(body);
}
