import { AppError, toProblem } from '@kaizenml/contracts';
import { createClient } from '@kaizenml/contracts/client';
import { ROUTED_OPERATIONS } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import type { TracedProblem } from './failures.ts';
import { type RunningServer, startServer } from './server.ts';

const row = { months: 3, plan: 'basic', calls: 4 };

describe('server', () => {
  let app: SampleApp;
  let server: RunningServer;

  beforeAll(async () => {
    app = await openSampleApp();
    server = await startServer(app, { port: 0 });
  });

  afterAll(async () => {
    await server.close();
    await app.dispose();
  });

  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(server.url + path, init);
    return { response, problem: (await response.json()) as TracedProblem };
  };
  const post = (path: string, body: unknown) =>
    ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  it('answers rows through the typed client, and the log has the answer', async () => {
    const client = createClient({ url: server.url, fetch });
    const answered = await client.models.predict({ name: 'churn', rows: [row, row] });
    expect(answered).toMatchObject({ model: 'churn', version: 1 });
    expect(answered.predictions).toHaveLength(2);
    expect(answered.predictions[0]?.prediction).toBe('yes');
    const [logged] = await app.predictionLog.newest('churn', 1);
    expect(logged?.requestId).toBe(answered.requestId);
    expect(logged?.rows).toEqual([row, row]);
    expect(logged?.predictions).toEqual(answered.predictions);
  });

  it('gives the same answer by name, alias and version', async () => {
    const client = createClient({ url: server.url, fetch });
    const answers = await Promise.all(
      ['churn', 'churn@champion', 'churn/1'].map((name) =>
        client.models.predict({ name, rows: [row] }),
      ),
    );
    expect(new Set(answers.map(({ predictions }) => JSON.stringify(predictions))).size).toBe(1);
  });

  it('explains an answer whose contributions add up', async () => {
    const client = createClient({ url: server.url, fetch });
    const { average, answer, contributions } = await client.models.explain({ name: 'churn', row });
    const sum = contributions.reduce((total, { contribution }) => total + contribution, average);
    expect(sum).toBeCloseTo(answer, 9);
  });

  it('answers every GET operation that needs no input with its declared output', async () => {
    const plain = ROUTED_OPERATIONS.filter(
      ({ http, input }) =>
        http.startsWith('GET') && !http.includes('datasets') && input.safeParse({}).success,
    );
    expect(plain.length).toBeGreaterThan(3);
    for (const { http, output } of plain) {
      const response = await fetch(server.url + http.split(' ')[1]);
      expect(response.status).toBe(200);
      expect(output.safeParse(await response.json()).error).toBeUndefined();
    }
  });

  it('opens no path of its machine for a caller', async () => {
    const { response, problem } = await post('/api/v1/datasets', { path: 'any.csv' });
    expect(response.status).toBe(405);
    expect(problem.code).toBe('METHOD_NOT_ALLOWED');
    expect(problem.details).toEqual({
      method: 'POST',
      path: '/api/v1/datasets',
      allowed: ['GET'],
    });
  });

  it('tells every problem of a request at once, with its path', async () => {
    const { response, problem } = await post('/api/v1/monitors/churn/check', {
      last: 3,
      lst: 1,
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(problem.code).toBe('REQUEST_INVALID');
    expect(problem.detail).toBe(
      'The input of monitors.check has 2 problems: `last` must be at least 10, got 3; `lst` is not known, did you mean `last`.',
    );
    expect(problem.details.problems).toEqual([
      { path: 'last', problem: 'must be at least 10, got 3' },
      { path: 'lst', problem: 'is not known, did you mean `last`' },
    ]);
    expect(problem.traceId).toMatch(/^[0-9a-f]{32}$/);
  });

  it('tells everything that is wrong with rows at once', async () => {
    const { response, problem } = await post('/api/v1/models/churn/predict', {
      rows: [
        { months: 'many', plan: 'basic' },
        { mnths: 3, plan: 'basic', months: 1 },
      ],
    });
    expect(response.status).toBe(422);
    expect(problem.code).toBe('INPUT_SCHEMA_MISMATCH');
    const issues = problem.details.issues as { path: string }[];
    expect(issues.map(({ path }) => path)).toEqual(['/rows/0/months', '/rows/1/mnths']);
  });

  it.each([
    ['predict', (value: string) => `{"rows":[{"months":${value},"plan":"basic"}]}`],
    ['explain', (value: string) => `{"row":{"months":${value},"plan":"basic"}}`],
  ])('%s refuses a value of five thousand levels like any other', async (verb, body) => {
    const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
    const { response, problem } = await post(`/api/v1/models/churn/${verb}`, body(deep));
    expect(response.status).toBe(422);
    expect(problem.code).toBe('INPUT_SCHEMA_MISMATCH');
    expect(problem.detail).toContain('/rows/0/months must be a number, got an object with 1 field');
  });

  it('says what a body is of five thousand levels in the place of a list', async () => {
    const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
    const { response, problem } = await post('/api/v1/models/churn/predict', `{"rows":${deep}}`);
    expect(response.status).toBe(400);
    expect(problem.details.problems).toEqual([
      { path: 'rows', problem: 'must be a list, got an object with 1 field' },
    ]);
  });

  it('refuses a name that stands in the path and in the body', async () => {
    const { problem } = await post('/api/v1/models/churn/predict', { name: 'other', rows: [row] });
    expect(problem.code).toBe('REQUEST_INVALID');
    expect(problem.details.problems).toEqual([
      { path: 'name', problem: 'is given in the path already' },
    ]);
  });

  it('refuses a body that is not JSON, with the place', async () => {
    const { response, problem } = await post('/api/v1/models/churn/predict', '{"rows": [');
    expect(response.status).toBe(400);
    expect(problem.code).toBe('REQUEST_INVALID');
    expect(problem.detail).toContain(
      'The request body must be JSON, got text that is not: Unexpected end',
    );
    expect(problem.details.problems).toMatchObject([{ path: '(body)' }]);
  });

  it('refuses a key that would reach a prototype', async () => {
    const { problem } = await post(
      '/api/v1/models/churn/predict',
      '{"rows":[{"__proto__":{"a":1}}]}',
    );
    expect(problem.code).toBe('REQUEST_INVALID');
    expect(problem.detail).toContain('"__proto__"');
  });

  it('refuses a body that is a list', async () => {
    const { problem } = await post('/api/v1/models/churn/predict', [row]);
    expect(problem.code).toBe('REQUEST_INVALID');
    expect(problem.details.problems).toMatchObject([
      { path: '(body)', problem: 'must be an object, got a list of 1' },
      { path: 'rows', problem: 'is missing' },
    ]);
  });

  it('refuses another content type', async () => {
    const { response, problem } = await ask('/api/v1/models/churn/predict', {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: 'months,plan',
    });
    expect(response.status).toBe(415);
    expect(problem.code).toBe('MEDIA_TYPE_UNSUPPORTED');
    expect(problem.details).toEqual({ contentType: 'text/xml' });
  });

  it('refuses a body above 10 MB', async () => {
    const { response, problem } = await post(
      '/api/v1/models/churn/predict',
      JSON.stringify({ rows: [{ plan: 'x'.repeat(10 * 1024 * 1024) }] }),
    );
    expect(response.status).toBe(413);
    expect(problem.code).toBe('BODY_TOO_LARGE');
    expect(problem.details).toEqual({ limitBytes: 10_485_760 });
  });

  it('names the closest route of an unknown one', async () => {
    const { response, problem } = await ask('/api/v1/modles');
    expect(response.status).toBe(404);
    expect(problem.code).toBe('ROUTE_NOT_FOUND');
    expect(problem.hint).toContain('"/api/v1/models"');
    expect(problem.details).toMatchObject({ method: 'GET', path: '/api/v1/modles' });
  });

  it.each([
    [
      '/api/v1/models/churn/3/predict',
      'Write the version into the name: /api/v1/models/churn%2F3/predict.',
    ],
    [
      '/api/v1/endpoints/a-long-name-of-churn/live/traffic',
      'The closest route is "/api/v1/endpoints/{name}/traffic".',
    ],
    ['/health', 'Probes ask `/livez` and `/readyz`.'],
    ['/nothing/like/it', 'Every route is described at `/api/openapi.json`.'],
  ])('says where to go from %s', async (path, hint) => {
    const { response, problem } = await post(path, { rows: [row] });
    expect(response.status).toBe(404);
    expect(problem.hint).toBe(hint);
  });

  it('tells a wrong address before it reads a body that is wrong, too', async () => {
    for (const type of ['text/csv', 'application/json']) {
      const response = await fetch(`${server.url}/api/v1/modles/churn/predict`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: '{"rows":',
      });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({
        code: 'ROUTE_NOT_FOUND',
        detail: 'Nothing answers POST /api/v1/modles/churn/predict.',
      });
    }
  });

  it('names the methods of a path', async () => {
    const { response, problem } = await post('/api/v1/models', {});
    expect(response.status).toBe(405);
    expect(problem.code).toBe('METHOD_NOT_ALLOWED');
    expect(problem.details).toMatchObject({ allowed: ['GET'], path: '/api/v1/models' });
  });

  it('refuses an address that cannot be decoded', async () => {
    const { response, problem } = await ask('/api/v1/models/%zz');
    expect(response.status).toBe(400);
    expect(problem.code).toBe('REQUEST_INVALID');
    expect(problem.detail).toBe(
      'The address of a request must be percent-encoded UTF-8, got "/api/v1/models/%zz".',
    );
  });

  it('carries the trace id of the caller', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const { problem } = await ask('/api/v1/runs/unknown-run', {
      headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
    });
    expect(problem.code).toBe('RUN_NOT_FOUND');
    expect(problem.traceId).toBe(traceId);
  });

  it('gives the same failure to the client as the handler throws', async () => {
    const client = createClient({ url: server.url, fetch });
    const remote = await client.models.show({ name: 'chrn' }).catch((error: AppError) => error);
    const local = await app.handlers.models
      .show({ name: 'chrn' })
      .catch((error: AppError) => error);
    expect(remote).toBeInstanceOf(AppError);
    expect(toProblem(remote as AppError)).toEqual(toProblem(local as AppError));
    expect((remote as AppError).hint).toBe('Did you mean "churn"?');
  });

  it('counts requests by route and predictions by endpoint', async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    expect(text).toMatch(
      /http_request_duration_seconds_count\{method="POST",route="\/api\/v1\/models\/:name\/predict",status="200"\} \d+/,
    );
    expect(text).toMatch(/kaizen_predictions_total\{endpoint="churn",version="1"\} \d+/);
    expect(text).toContain('process_resident_memory_bytes');
  });

  it('sees an alias that this process moves at once', async () => {
    const { registerSampleModel } = await import('../testing/sample-model.ts');
    const client = createClient({ url: server.url, fetch });
    await registerSampleModel(app, { name: 'moving', seed: 1 });
    await registerSampleModel(app, { name: 'moving', seed: 2 });
    await client.models.alias({ name: 'moving', alias: 'champion', version: 1 });
    const before = await client.models.predict({ name: 'moving', rows: [row] });
    await client.models.alias({ name: 'moving', alias: 'champion', version: 2 });
    const after = await client.models.predict({ name: 'moving', rows: [row] });
    expect([before.version, after.version]).toEqual([1, 2]);
  });
});
