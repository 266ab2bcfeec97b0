import { once } from 'node:events';
import { connect } from 'node:net';
import type { AppError } from '@kaizenml/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../app.ts';
import type { Asked } from '../../at-machine.ts';
import { createLog } from '../../kit/index.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import type { TracedProblem } from '../failures.ts';
import { type RunningServer, startServer } from '../server.ts';
import { resolveLimits, type ServerLimits } from './limits.ts';

/** One call of the handler that tests hold. */
interface Held {
  readonly signal: AbortSignal;
  answer(): void;
}

/** An app whose list of models answers when it is told to, and tells of each call. */
function heldApp(app: App): { readonly app: App; next(): Promise<Held> } {
  const calls: Held[] = [];
  const waiting: ((held: Held) => void)[] = [];
  const list = async (input: { limit: number }, _?: unknown, asked?: Asked) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const held = { signal: asked?.signal ?? AbortSignal.abort(), answer: resolve };
    const first = waiting.shift();
    if (first === undefined) calls.push(held);
    else first(held);
    await promise;
    return app.handlers.models.list(input);
  };
  const models = { ...app.handlers.models, list };
  return {
    app: { ...app, handlers: { ...app.handlers, models } },
    next: () => {
      const call = calls.shift();
      if (call !== undefined) return Promise.resolve(call);
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}

describe('limits of a server', () => {
  let app: SampleApp;
  beforeAll(async () => {
    app = await openSampleApp();
  });
  afterAll(() => app.dispose());

  const start = (served: App, limits: Partial<ServerLimits>): Promise<RunningServer> =>
    startServer(served, { port: 0, limits, log: createLog({ level: 'silent' }) });
  const ask = async (url: string, init: RequestInit = {}) => {
    const response = await fetch(url, init);
    const problem = (await response.json()) as TracedProblem;
    return { status: response.status, headers: response.headers, problem };
  };

  /** Asks the figures of the server until so many requests wait. */
  const untilWaiting = async ({ url }: RunningServer, n: number): Promise<void> => {
    let text = '';
    while (!text.includes(`\nkaizen_requests_waiting ${n}\n`))
      text = await (await fetch(`${url}/metrics`)).text();
  };

  it('lets one in, lets one wait, and tells the third to come back', async () => {
    const held = heldApp(app);
    const server = await start(held.app, { maxInFlight: 1, maxWaiting: 1, maxWaitMs: 60_000 });
    const url = `${server.url}/api/v1/models`;
    const first = ask(url);
    const inside = await held.next();
    const second = ask(url);
    await untilWaiting(server, 1);
    const refused = await ask(url);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.problem.code).toBe('SERVER_BUSY');
    expect(refused.problem.detail).toBe(
      'The server must have a place for a request, got 1 in flight: the line is full.',
    );
    expect(refused.problem.details).toEqual({
      reason: 'the line is full',
      maxInFlight: 1,
      maxWaiting: 1,
      retryAfterSeconds: 1,
    });
    for (const path of ['/livez', '/readyz', '/metrics'])
      expect((await fetch(server.url + path)).status).toBe(200);
    inside.answer();
    expect((await first).status).toBe(200);
    (await held.next()).answer();
    expect((await second).status).toBe(200);
    await server.close();
  });

  it('refuses before it reads the body', async () => {
    const held = heldApp(app);
    const server = await start(held.app, { maxInFlight: 1, maxWaiting: 0 });
    const first = ask(`${server.url}/api/v1/models`);
    const inside = await held.next();
    const socket = connect(server.port, '127.0.0.1');
    socket.write(
      'POST /api/v1/models/churn/predict HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n',
    );
    const [answer] = (await once(socket.setEncoding('utf8'), 'data')) as [string];
    expect(answer).toContain('HTTP/1.1 429 Too Many Requests');
    socket.destroy();
    inside.answer();
    await first;
    await server.close();
  });

  it('tells who has waited too long to come back', async () => {
    const held = heldApp(app);
    const server = await start(held.app, { maxInFlight: 1, maxWaitMs: 20 });
    const first = ask(`${server.url}/api/v1/models`);
    const inside = await held.next();
    const { status, problem } = await ask(`${server.url}/api/v1/models`);
    expect([status, problem.code]).toEqual([429, 'SERVER_BUSY']);
    expect(problem.details.reason).toBe('the wait took 20 ms');
    inside.answer();
    expect((await first).status).toBe(200);
    await server.close();
  });

  it('gives the place in the line of who went away to the next', async () => {
    const held = heldApp(app);
    const server = await start(held.app, { maxInFlight: 1, maxWaiting: 1, maxWaitMs: 60_000 });
    const url = `${server.url}/api/v1/models`;
    const first = ask(url);
    const inside = await held.next();
    const leaves = new AbortController();
    const gone = fetch(url, { signal: leaves.signal }).catch((error: Error) => error.name);
    await untilWaiting(server, 1);
    leaves.abort();
    expect(await gone).toBe('AbortError');
    await untilWaiting(server, 0);
    const next = ask(url);
    await untilWaiting(server, 1);
    inside.answer();
    expect((await first).status).toBe(200);
    (await held.next()).answer();
    expect((await next).status).toBe(200);
    await server.close();
  });

  it('tells work that its client went away, and keeps its place until it has ended', async () => {
    const held = heldApp(app);
    const server = await start(held.app, { maxInFlight: 1, maxWaiting: 0 });
    const url = `${server.url}/api/v1/models`;
    const leaves = new AbortController();
    const gone = fetch(url, { signal: leaves.signal }).catch((error: Error) => error.name);
    const inside = await held.next();
    expect(inside.signal.aborted).toBe(false);
    leaves.abort();
    expect(await gone).toBe('AbortError');
    if (!inside.signal.aborted) await once(inside.signal, 'abort');
    expect((inside.signal.reason as Error).name).toBe('AbortError');
    expect((await ask(url)).status).toBe(429);
    inside.answer();
    const next = held.next().then((call) => call.answer());
    let asked = await ask(url);
    while (asked.status === 429) asked = await ask(url);
    expect(asked.status).toBe(200);
    await next;
    await server.close();
  });

  it.each([
    ['of the server', { answerMs: 30 }, {}, 30],
    ['of the request', { answerMs: 60_000 }, { 'x-request-timeout-ms': '20' }, 20],
    [
      'of the request when the server has none',
      { answerMs: 0 },
      { 'x-request-timeout-ms': '20' },
      20,
    ],
    [
      'of the server when the request allows more',
      { answerMs: 30 },
      { 'x-request-timeout-ms': '90000' },
      30,
    ],
  ])('ends a request at the time limit %s', async (_, limits, headers, limitMs) => {
    const held = heldApp(app);
    const server = await start(held.app, limits);
    const asked = ask(`${server.url}/api/v1/models`, { headers });
    const { signal, answer } = await held.next();
    const { status, problem } = await asked;
    expect([status, problem.code]).toEqual([504, 'ANSWER_TIMEOUT']);
    expect(problem.detail).toBe(`The answer must be there within ${limitMs} ms, got none by then.`);
    expect(problem.details).toEqual({ limitMs });
    expect((signal.reason as AppError).code).toBe('ANSWER_TIMEOUT');
    answer();
    await server.close();
  });

  it.each(['0', '-1', '1.5', 'soon', '99999999999'])(
    'refuses the time limit %s of a request',
    async (value) => {
      const server = await start(app, {});
      const { status, problem } = await ask(`${server.url}/api/v1/models`, {
        headers: { 'x-request-timeout-ms': value },
      });
      expect([status, problem.code]).toEqual([400, 'REQUEST_INVALID']);
      expect(problem.details).toEqual({ header: 'x-request-timeout-ms', value });
      await server.close();
    },
  );

  it('reads larger bodies where rows come than elsewhere', async () => {
    const server = await start(app, { rowsBytes: 2 ** 21 });
    const post = (path: string, sizeBytes: number) =>
      ask(server.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ rows: [{ plan: 'x'.repeat(sizeBytes) }] }),
      });
    const predict = '/api/v1/models/churn/predict';
    expect((await post(predict, 1.5 * 2 ** 20)).problem.code).not.toBe('BODY_TOO_LARGE');
    for (const [path, limitBytes] of [
      [predict, 2 ** 21],
      ['/api/v1/monitors/churn/check', 2 ** 20],
    ] as const) {
      const { status, problem } = await post(path, limitBytes);
      expect([status, problem.code]).toEqual([413, 'BODY_TOO_LARGE']);
      expect(problem.detail).toBe(
        `A request body must have at most ${limitBytes} bytes, got more.`,
      );
      expect(problem.details).toEqual({ limitBytes });
    }
    await server.close();
  });

  it('refuses limits that are none', () => {
    for (const [limit, value] of [
      ['maxInFlight', 0],
      ['maxWaiting', -1],
      ['answerMs', Number.NaN],
      ['rowsBytes', 1.5],
    ] as const) {
      const error = (() => {
        try {
          return resolveLimits({ [limit]: value });
        } catch (thrown) {
          return thrown as AppError;
        }
      })() as AppError;
      expect(error.code).toBe('ARGUMENT_INVALID');
      expect(error.details).toMatchObject({ limit });
    }
  });
});
