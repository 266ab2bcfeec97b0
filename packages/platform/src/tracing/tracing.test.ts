import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type App, openApp } from '../app.ts';
import { createLog, systemClock } from '../kit/index.ts';
import { type RunningServer, startServer } from '../server/index.ts';
import { registerSampleModel } from '../testing/sample-model.ts';
import { openTracing, parseTraceContext, type Tracing, toTraceHeaders } from './index.ts';
import { samplerOf } from './sampler.ts';
import { type Collector, openCollector } from './testing/collector.ts';
import { readTracingOptions } from './tracing-options.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';
const lines: Record<string, unknown>[] = [];
const log = createLog({ level: 'debug', write: (line) => void lines.push(JSON.parse(line)) });

let collector: Collector;
beforeAll(async () => {
  collector = await openCollector();
});
afterAll(() => collector.close());
beforeEach(() => {
  for (const list of [
    collector.spans,
    collector.requests,
    collector.resources,
    collector.refusals,
    lines,
  ])
    list.length = 0;
});

const open = (env: Record<string, string> = {}): Tracing => {
  const tracing = openTracing(
    { OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`, ...env },
    { clock: systemClock, log, version: '1.2.3' },
  );
  if (tracing === undefined) throw new Error('an endpoint is given');
  return tracing;
};

describe('tracing of a server', () => {
  let folder: string;
  let app: App;
  let server: RunningServer;
  let tracing: Tracing;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kaizen-tracing-'));
    tracing = open({ OTEL_SERVICE_NAME: 'churn service' });
    app = await openApp({ home: join(folder, 'home'), log, tracing });
    await registerSampleModel(app);
    server = await startServer(app, { port: 0, log, accessLog: join(folder, 'access.jsonl') });
  });
  afterAll(async () => {
    await server.close();
    await app.close();
    rmSync(folder, { recursive: true });
  });

  const ask = async (rows: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.url}/api/v1/models/churn/predict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ rows }),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    return { status: response.status, answer };
  };
  /** Spans of a trace, once its root has come. */
  const spansOf = async (isRoot: (name: string) => boolean) => {
    const deadline = performance.now() + 5000;
    while (performance.now() < deadline) {
      await tracing.flush();
      if (collector.spans.some(({ name }) => isRoot(name))) break;
      await new Promise((resolve) => setImmediate(resolve));
    }
    return collector.spans;
  };

  it('is a span per part of the way, below the span of the caller', async () => {
    const { answer } = await ask([{ months: 3, plan: 'basic', calls: 1 }], {
      traceparent: `00-${TRACE}-${CALLER}-01`,
    });
    const spans = await spansOf((name) => name.startsWith('POST'));
    const byName = new Map(spans.map((span) => [span.name, span]));
    const root = byName.get('POST /api/v1/models/:name/predict');
    expect(root).toMatchObject({
      traceId: TRACE,
      parentSpanId: CALLER,
      kind: 2,
      attributes: {
        'http.request.method': 'POST',
        'http.response.status_code': 200,
        'kaizenml.endpoint': 'churn',
        'kaizenml.version': 1,
      },
    });
    const gateway = byName.get('gateway');
    expect(gateway?.parentSpanId).toBe(root?.spanId);
    expect(gateway?.attributes).toMatchObject({
      'kaizenml.rows': 1,
      'kaizenml.request_id': answer.requestId,
    });
    for (const name of [
      'gateway.resolve',
      'gateway.model',
      'gateway.door',
      'model.answer',
      'gateway.log',
    ]) {
      const span = byName.get(name);
      expect(span, name).toMatchObject({ traceId: TRACE, parentSpanId: gateway?.spanId, kind: 1 });
      expect((span?.startNs ?? 0n) >= (root?.startNs ?? 1n), name).toBe(true);
      expect((span?.endNs ?? 1n) <= (root?.endNs ?? 0n), name).toBe(true);
    }
    expect(collector.resources[0]).toMatchObject({ 'service.name': 'churn service' });
  });

  it('tells what failed, and holds no value of a row', async () => {
    const { status } = await ask([{ months: 'nineteen', plan: 'basic' }]);
    expect(status).toBe(422);
    const spans = await spansOf((name) => name.startsWith('POST'));
    const root = spans.find(({ name }) => name.startsWith('POST'));
    expect(root?.attributes).toMatchObject({
      'http.response.status_code': 422,
      'error.type': 'INPUT_SCHEMA_MISMATCH',
    });
    const gateway = spans.find(({ name }) => name === 'gateway');
    expect(gateway).toMatchObject({ traceId: root?.traceId, status: { code: 2 } });
    expect(spans.map(({ name }) => name)).not.toContain('model.answer');
    const told = JSON.stringify(spans, (_, value) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(told).not.toContain('nineteen');
  });

  it('makes no span of a trace that its caller leaves out', async () => {
    await ask([{ months: 3, plan: 'basic', calls: 1 }], {
      traceparent: `00-${TRACE}-${CALLER}-00`,
    });
    await ask([{ months: 3, plan: 'basic', calls: 1 }]);
    const spans = await spansOf((name) => name.startsWith('POST'));
    expect(spans.filter(({ traceId }) => traceId === TRACE)).toEqual([]);
  });
});

describe('openTracing', () => {
  it('is nothing where no collector is named, or it is turned off', () => {
    const parts = { clock: systemClock, log, version: '1' };
    expect(openTracing({}, parts)).toBeUndefined();
    for (const off of [{ OTEL_SDK_DISABLED: 'true' }, { OTEL_TRACES_EXPORTER: 'none' }])
      expect(
        openTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...off }, parts),
      ).toBeUndefined();
  });

  it('passes the trace on, and names it in lines of the log', async () => {
    const { tracer, close } = open();
    await tracer.trace('outer', async () => {
      await Promise.resolve();
      const headers = tracer.headers();
      expect(parseTraceContext(headers.traceparent)).toEqual(tracer.current());
      const inner = tracer.trace('inner', () => tracer.current());
      expect(inner?.traceId).toBe(tracer.current()?.traceId);
      expect(inner?.spanId).not.toBe(tracer.current()?.spanId);
    });
    expect(tracer.headers()).toEqual({});
    await close();
    const [inner, outer] = collector.spans;
    expect([inner?.name, outer?.name, inner?.parentSpanId]).toEqual([
      'inner',
      'outer',
      outer?.spanId,
    ]);
  });

  it('sends headers of its own to an address of its own', async () => {
    const { tracer, close } = open({
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/own`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-team=a%20b,broken,x-other=2',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    });
    tracer.start('alone').end();
    await close();
    expect(collector.requests).toMatchObject([
      {
        path: '/own',
        headers: { 'x-team': 'a b', 'x-other': '2', 'content-type': 'application/json' },
      },
    ]);
    expect(collector.resources[0]).toMatchObject({
      'service.name': 'kaizenml',
      'service.version': '1.2.3',
      'deployment.environment.name': 'test',
    });
  });

  it('says once that spans are not taken, and loses no other work by it', async () => {
    const { tracer, close } = open({ OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '1' });
    collector.refusals.push(400, 400, 400);
    for (let i = 0; i < 3; i++) tracer.start(`lost ${i}`).end();
    await close();
    expect(lines).toMatchObject([
      { level: 'warn', event: 'spans were not taken', reason: 'status 400', nDropped: 1 },
    ]);
    expect(collector.spans).toEqual([]);
  });

  it('takes sampler, argument and endpoint at their word', () => {
    const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318' };
    expect(readTracingOptions(endpoint, '1')?.url).toBe('http://localhost:4318/v1/traces');
    for (const [env, variable] of [
      [{ OTEL_TRACES_SAMPLER: 'sometimes' }, 'OTEL_TRACES_SAMPLER'],
      [
        { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '2' },
        'OTEL_TRACES_SAMPLER_ARG',
      ],
      [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, 'OTEL_EXPORTER_OTLP_PROTOCOL'],
      [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318' }, 'OTEL_EXPORTER_OTLP_ENDPOINT'],
    ] as const)
      expect(() => readTracingOptions({ ...endpoint, ...env }, '1')).toThrow(
        expect.objectContaining({
          code: 'ARGUMENT_INVALID',
          details: expect.objectContaining({ variable }),
        }),
      );
  });
});

describe('samplers', () => {
  const parent = (isSampled: boolean) => ({ traceId: TRACE, spanId: CALLER, isSampled });

  it('follow the parent where they are told to', () => {
    expect(samplerOf('parentbased_always_off')(TRACE, parent(true))).toBe(true);
    expect(samplerOf('parentbased_always_on')(TRACE, parent(false))).toBe(false);
    expect(samplerOf('always_off')(TRACE, parent(true))).toBe(false);
    expect(samplerOf()(TRACE, undefined)).toBe(true);
  });

  it('take a share of traces, and of a larger share all of a smaller one', () => {
    const [some, more] = [samplerOf('traceidratio', '0.25'), samplerOf('traceidratio', '0.5')];
    const ids = fc.sample(
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 }),
      {
        numRuns: 4000,
        seed: 3,
      },
    );
    const taken = ids.filter((id) => some(id, undefined));
    // Five standard deviations of a binomial with 4000 tries.
    expect(Math.abs(taken.length - 1000)).toBeLessThan(5 * Math.sqrt(4000 * 0.25 * 0.75));
    expect(taken.every((id) => more(id, undefined))).toBe(true);
    expect(ids.some((id) => samplerOf('traceidratio', '0')(id, undefined))).toBe(false);
    expect(ids.every((id) => samplerOf('traceidratio', '1')(id, undefined))).toBe(true);
  });
});

describe('trace context', () => {
  it.each([
    [`00-${TRACE}-${CALLER}-01`, true],
    [`cc-${TRACE}-${CALLER}-01-what-the-future-will-be-like`, true],
    [`00-${TRACE}-${CALLER}-01-more`, false],
    [`ff-${TRACE}-${CALLER}-01`, false],
    [`00-${'0'.repeat(32)}-${CALLER}-01`, false],
    [`00-${TRACE}-${'0'.repeat(16)}-01`, false],
    [`00-${TRACE.toUpperCase()}-${CALLER}-01`, false],
    [`00-${TRACE}-${CALLER}-1`, false],
    ['', false],
  ])('of %j counts: %j', (header, counts) => {
    expect(parseTraceContext(header) !== undefined).toBe(counts);
  });

  it('comes back as it was passed on', () => {
    const context = { traceId: TRACE, spanId: CALLER, isSampled: true, state: 'a=1,b=2' };
    const { traceparent, tracestate } = toTraceHeaders(context);
    expect(parseTraceContext(traceparent, tracestate)).toEqual(context);
  });
});
