import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseTraceContext, type Span, type Tracer, toTraceHeaders } from '../../tracing/index.ts';
import { CLIENT_GONE } from '../visit.ts';

const SERVER_FAULT = 500;

/**
 * Makes a span of every request, part of the trace that its `traceparent` names, from its headers until its answer is out.
 *
 * A request without one gets one, so that logs and problem documents name the same trace. Comes before every hook that
 * reads headers.
 *
 * @source OpenTelemetry semantic conventions 1.37, "HTTP server".
 */
export function addTracing(server: FastifyInstance, tracer: Tracer): void {
  const spans = new WeakMap<FastifyRequest, Span>();
  server.addHook('onRequest', (request, reply, done) => {
    const { headers, method, protocol } = request;
    const parent = parseTraceContext(headers.traceparent, headers.tracestate);
    const span = tracer.start(method, {
      kind: 'server',
      parent,
      attributes: { 'http.request.method': method, 'url.scheme': protocol },
    });
    spans.set(request, span);
    if (parent === undefined) headers.traceparent = toTraceHeaders(span.context).traceparent;
    reply.raw.once('close', () => endSpan(span, request, reply.statusCode));
    tracer.within(span, done);
  });
  // Reading a body leaves the context of the hook before it.
  server.addHook('preValidation', (request, _reply, done) => {
    const span = spans.get(request);
    if (span === undefined) done();
    else tracer.within(span, done);
  });
}

function endSpan(
  span: Span,
  { visit, method, is404, routeOptions }: FastifyRequest,
  status: number,
): void {
  const route = is404 ? undefined : routeOptions.url;
  if (route !== undefined) span.rename(`${method} ${route}`);
  span.set({
    'http.route': route,
    'http.response.status_code': visit.isGone ? CLIENT_GONE : status,
    'error.type': visit.code,
    'kaizenml.request_id': visit.requestId,
    'kaizenml.endpoint': visit.answer?.endpoint,
    'kaizenml.version': visit.answer?.version,
  });
  if (status >= SERVER_FAULT) span.fail(visit.code ?? `status ${status}`);
  span.end();
}
