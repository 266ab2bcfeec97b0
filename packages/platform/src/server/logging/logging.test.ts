import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../../test/thrown-by.ts';
import { createLog } from '../../kit/index.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { startServer } from '../server.ts';
import { createLineSink } from './line-sink.ts';

const TOKEN = 'a-token-of-24-characters';
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('access log', () => {
  let app: SampleApp;
  beforeAll(async () => {
    app = await openSampleApp({ clock: { now: () => 1e12 } });
  });
  afterAll(() => app.dispose());

  it('has a line for every request: who asked, for what, what came of it, and nothing else', async () => {
    const file = join(app.home, 'access.jsonl');
    const log = createLog({ level: 'silent' });
    const server = await startServer(app, { port: 0, token: TOKEN, accessLog: file, log });
    const { key, id } = await app.handlers.keys.create({ name: 'billing', scopes: 'predict' });
    const body = JSON.stringify({ rows: [{ months: 3, plan: 'basic', calls: 4 }] });
    const ask = async (path: string, init: RequestInit) => {
      const response = await fetch(server.url + path, init);
      return { id: response.headers.get('x-request-id'), text: await response.text() };
    };
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const predicted = await ask('/api/v1/models/churn/predict?secret=in-the-query', {
      method: 'POST',
      headers: {
        ...headers,
        'x-request-id': 'my-own-id',
        traceparent: `00-${TRACE}-00f067aa0ba902b7-01`,
      },
      body,
    });
    expect(predicted.id).toBe('my-own-id');
    const answered = await ask('/api/v1/models/churn/predict', { method: 'POST', headers, body });
    const refused = await ask('/api/v1/runs', { headers });
    const unknown = await ask('/api/secret-name', { headers: { 'x-request-id': 'a b\u00e4' } });
    await server.close();
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const route = '/api/v1/models/:name/predict';
    const at = '2001-09-09T01:46:40.000Z';
    const common = { at, event: 'request', ms: expect.any(Number), bytesOut: expect.any(Number) };
    expect(told).toEqual([
      {
        ...common,
        requestId: 'my-own-id',
        traceId: TRACE,
        method: 'POST',
        route,
        status: 400,
        code: 'REQUEST_INVALID',
        bytesIn: body.length,
        keyId: id,
      },
      {
        ...common,
        requestId: answered.id,
        method: 'POST',
        route,
        status: 200,
        bytesIn: body.length,
        bytesOut: Buffer.byteLength(answered.text),
        keyId: id,
        endpoint: 'churn',
        version: 1,
      },
      {
        ...common,
        requestId: refused.id,
        method: 'GET',
        route: '/api/v1/runs',
        status: 403,
        code: 'KEY_FORBIDDEN',
        keyId: id,
      },
      {
        ...common,
        requestId: unknown.id,
        method: 'GET',
        route: '/*',
        status: 404,
        code: 'ROUTE_NOT_FOUND',
      },
    ]);
    expect(unknown.id).toMatch(/^[0-9A-Z]{26}$/);
    expect(refused.id).not.toBe(answered.id);
    for (const secret of ['secret', 'basic', key.slice(-43), TOKEN])
      expect(lines.join('')).not.toContain(secret);
  });

  it('appends to a file that is there, and says when it cannot', async () => {
    const file = join(app.home, 'twice.jsonl');
    for (const _ of [1, 2]) {
      const server = await startServer(app, { port: 0, accessLog: file });
      await (await fetch(`${server.url}/livez`)).text();
      await server.close();
    }
    expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(2);
    const path = join(app.home, 'missing', 'access.jsonl');
    expect(await rejectionOf(startServer(app, { port: 0, accessLog: path }))).toMatchObject({
      code: 'FILE_NOT_WRITABLE',
      message: `The access log "${path}" must be writable, got ENOENT.`,
      details: { path, reason: 'ENOENT' },
    });
  });
});

describe('line sink', () => {
  it('drops and counts lines while too many wait, and goes on when they are gone', async () => {
    const stream = new PassThrough({ highWaterMark: 1 });
    const sink = createLineSink(stream, { ends: false, maxWaitingBytes: 10 });
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    sink.write('a line of some length\n');
    await turn();
    sink.write('dropped\n');
    expect(sink.nDropped).toBe(1);
    const read = stream.setEncoding('utf8')[Symbol.asyncIterator]();
    let text = '';
    while (!text.includes('length')) text += (await read.next()).value;
    await turn();
    sink.write('taken\n');
    await sink.close();
    while (!text.includes('taken')) text += (await read.next()).value;
    expect(text).toBe('a line of some length\ntaken\n');
    expect(sink.nDropped).toBe(1);
  });
});
