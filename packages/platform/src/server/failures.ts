import { randomBytes } from 'node:crypto';
import { AppError, type Problem, toAppError, toProblem } from '@kaizenml/contracts';
import type { FastifyInstance } from 'fastify';
import type { Log } from '../kit/index.ts';

/** A problem document with the id under which the server's own log tells the same failure. */
export interface TracedProblem extends Problem {
  readonly traceId: string;
}

/** Largest request body, bytes. */
export const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * Turns every failure into a problem document.
 *
 * @param log Hears of failures that are a bug of ours, with their stack.
 * @source RFC 9457; the trace id is that of the W3C `traceparent` header, or 16 random bytes.
 */
export function addFailures(server: FastifyInstance, log: Log): void {
  server.setErrorHandler((thrown, request, reply) => {
    const error = toAppError(fromFastify(thrown, request.headers['content-type']));
    const traceId = traceIdOf(request.headers.traceparent);
    if (error.row.status >= 500)
      log.error('request failed', {
        traceId,
        method: request.method,
        url: request.url,
        code: error.code,
        stack: stackOf(error),
      });
    const problem: TracedProblem = { ...toProblem(error), traceId };
    return reply.status(problem.status).type('application/problem+json').send(problem);
  });
}

/** Trace id of a `traceparent` header, or a random one. 32 hexadecimal digits. */
export function traceIdOf(traceparent: string | string[] | undefined): string {
  const found = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(String(traceparent));
  return found?.[1] ?? randomBytes(16).toString('hex');
}

function fromFastify(thrown: unknown, contentType: string | undefined): unknown {
  const { code, message } = thrown as { readonly code?: string; readonly message?: string };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new AppError('BODY_TOO_LARGE', {
      message: `A request body must have at most ${BODY_LIMIT_BYTES} bytes, got more.`,
      hint: 'Send the rows in several requests, or use `kaizen predict` on a file.',
      details: { limitBytes: BODY_LIMIT_BYTES },
    });
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new AppError('MEDIA_TYPE_UNSUPPORTED', {
      message: `A request body must be application/json, got ${contentType ? `"${contentType}"` : 'no content type'}.`,
      hint: 'Send the header `content-type: application/json`.',
      details: { contentType: contentType ?? null },
    });
  if (thrown instanceof SyntaxError && (thrown as { statusCode?: number }).statusCode === 400)
    return new AppError('REQUEST_INVALID', {
      message: `The request body must be JSON, got text that is not: ${message}.`,
      hint: 'Check the quotes and commas; numbers have no NaN in JSON, write null for a missing value.',
      details: { problems: [{ path: '(top)', problem: message }] },
      cause: thrown,
    });
  if (code?.startsWith('FST_ERR_CTP') === true)
    return new AppError('REQUEST_INVALID', {
      message: `The request body cannot be read: ${message}.`,
      hint: 'Send a JSON body whose length is the one in its `content-length`.',
      details: { reason: code },
      cause: thrown,
    });
  return thrown;
}

function stackOf(error: Error): string | undefined {
  return error.cause instanceof Error ? error.cause.stack : error.stack;
}
