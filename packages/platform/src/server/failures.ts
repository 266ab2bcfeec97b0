import { randomBytes } from 'node:crypto';
import { AppError, type Problem, showPath, toAppError, toProblem } from '@kaizenml/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../kit/index.ts';
import { logFailure } from './log-failure.ts';
import { CLIENT_GONE, type Visit } from './visit.ts';

const JSON_ALONE = ['application/json'];

/** A problem document with the id under which the server's own log tells the same failure. */
export interface TracedProblem extends Problem {
  readonly traceId: string;
}

/**
 * Answers a failure with a problem document.
 *
 * Who went away is told nothing, and what failed because of that is no failure. Where a failure says when to try again, so does
 * the header `retry-after`.
 *
 * @param log Hears of failures of the server; see `logFailure`.
 * @param send Tells the failure to the caller. Default: as a problem document.
 * @source RFC 9457; the trace id is that of the W3C `traceparent` header, or 16 random bytes.
 */
export function answerFailure(log: Log, send: SendFailure = sendProblem) {
  return (thrown: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const visit: Visit | undefined = request.visit;
    if (visit?.isGone === true) return void reply.status(CLIENT_GONE).send();
    const { headers, method, url } = request;
    const error = toAppError(fromFastify(thrown, request));
    if (visit !== undefined) visit.code = error.code;
    const traceId = traceIdOf(headers.traceparent);
    logFailure(log, error, { traceId, requestId: visit?.requestId, method, url });
    const { retryAfterSeconds } = error.details;
    if (typeof retryAfterSeconds === 'number') void reply.header('retry-after', retryAfterSeconds);
    send(reply, error, traceId);
  };
}

/** Tells a failure to a caller, in the words of a protocol. */
export type SendFailure = (reply: FastifyReply, error: AppError, traceId: string) => void;

/** Tells a failure as a problem document. */
export function sendProblem(reply: FastifyReply, error: AppError, traceId: string): void {
  const problem: TracedProblem = { ...toProblem(error), traceId };
  void reply.status(problem.status).type('application/problem+json').send(problem);
}

/** Trace id of a `traceparent` header, or a random one. 32 hexadecimal digits. */
export function traceIdOf(traceparent: string | string[] | undefined): string {
  return findTraceId(traceparent) ?? randomBytes(16).toString('hex');
}

/** Trace id of a `traceparent` header; undefined where there is none that is well formed. */
export function findTraceId(traceparent: string | string[] | undefined): string | undefined {
  if (traceparent === undefined) return undefined;
  const found = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(String(traceparent));
  return found?.[1];
}

function fromFastify(thrown: unknown, request: FastifyRequest): unknown {
  const { code, message, statusCode } = thrown as {
    readonly code?: string;
    readonly message?: string;
    readonly statusCode?: number;
  };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const limitBytes = request.routeOptions.bodyLimit;
    return new AppError('BODY_TOO_LARGE', {
      message: `A request body must have at most ${limitBytes} bytes, got more.`,
      hint: 'Send the rows in several requests, or use `kaizen predict` on a file.',
      details: { limitBytes },
    });
  }
  const contentType = request.headers['content-type'];
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    const { takes = JSON_ALONE } = request.routeOptions.config;
    return new AppError('MEDIA_TYPE_UNSUPPORTED', {
      message: `A request body must be ${takes.join(' or ')}, got ${contentType ? `"${contentType}"` : 'no content type'}.`,
      hint: 'Send the header `content-type: application/json`.',
      details: { contentType: contentType ?? null },
    });
  }
  if (code === 'FST_ERR_BAD_URL')
    return new AppError('REQUEST_INVALID', {
      message: `The address of a request must be percent-encoded UTF-8, got "${showPath(request.url)}".`,
      hint: 'Write "%" as `%25`, and letters beyond ASCII as their bytes: "é" is `%C3%A9`.',
      details: { reason: code, address: showPath(request.url) },
    });
  if (code?.startsWith('FST_ERR') === true && statusCode !== undefined && statusCode < 500)
    return new AppError('REQUEST_INVALID', {
      message: `The request must be readable, got one that is not: ${message?.replace(/\.$/, '')}.`,
      hint: 'Check the address, the headers and the length of the body.',
      details: { reason: code },
      cause: thrown,
    });
  return thrown;
}
