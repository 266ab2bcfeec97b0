import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Clock, instant } from '../../kit/index.ts';
import { findTraceId } from '../failures.ts';
import { CLIENT_GONE, type Visit, type VisitEnd } from '../visit.ts';
import type { LineSink } from './line-sink.ts';

/** Where and when lines are written. */
export interface AccessLogOptions {
  readonly sink: LineSink;
  readonly clock: Clock;
}

/**
 * Writes a line of JSON for every request when it is over: who asked, for what, and what came of it. No body, no header
 * but ids, and no address beyond the route: names and queries may hold what nobody should log.
 */
export function addAccessLog(
  addVisitEnd: (onEnd: VisitEnd) => void,
  { sink, clock }: AccessLogOptions,
): void {
  addVisitEnd((request, reply) => sink.write(toLine(request, reply, clock)));
}

function toLine(request: FastifyRequest, reply: FastifyReply, clock: Clock): string {
  const { visit, headers, is404, routeOptions } = request;
  return requestLine(clock, {
    visit,
    traceparent: headers.traceparent,
    method: request.method,
    route: is404 ? null : (routeOptions.url ?? null),
    status: visit.isGone ? CLIENT_GONE : reply.statusCode,
    bytesIn: toNumber(headers['content-length']),
    bytesOut: toNumber(reply.getHeader('content-length')),
  });
}

/** What a line says of a request beside its visit. */
export interface LoggedRequest {
  readonly visit: Visit;
  readonly traceparent: string | string[] | undefined;
  readonly method: string;
  /** The route as it was declared; null where none was found. */
  readonly route: string | null;
  readonly status: number;
  readonly bytesIn?: number | undefined;
  readonly bytesOut?: number | undefined;
}

/** The line of a request that is over. */
export function requestLine(clock: Clock, { visit, traceparent, ...said }: LoggedRequest): string {
  const ms = performance.now() - visit.arrivedAtMs;
  return `${JSON.stringify({
    at: instant(clock),
    event: 'request',
    requestId: visit.requestId,
    traceId: findTraceId(traceparent),
    method: said.method,
    route: said.route,
    status: said.status,
    code: visit.code,
    ms: Math.round(ms * 1000) / 1000,
    bytesIn: said.bytesIn,
    bytesOut: said.bytesOut,
    keyId: visit.caller?.id,
    endpoint: visit.answer?.endpoint,
    version: visit.answer?.version,
  })}\n`;
}

function toNumber(header: unknown): number | undefined {
  return header === undefined ? undefined : Number(header);
}
