import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../../test/thrown-by.ts';
import { createLog } from '../../kit/index.ts';
import type { AskSettings } from './ask-settings.ts';
import { type AskerParts, createAsker } from './asker.ts';
import { MOST_FAILURES, REST_MS } from './breaker.ts';

type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => void;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that counts what it was asked. */
async function serve(answer: Answer) {
  const asked: http.IncomingMessage[] = [];
  const server = http.createServer((request, response) => {
    asked.push(request);
    request.resume();
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { server, asked, url: new URL(`http://127.0.0.1:${port}/model`) };
}

const json =
  (body: unknown, status = 200): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };

function open(
  url: URL,
  settings: Partial<AskSettings> = {},
  parts: Pick<AskerParts, 'now' | 'env' | 'traceHeaders'> = {},
) {
  const limits = { timeoutMs: 5000, retries: 2, concurrency: 4, maxAnswerBytes: 1_000_000 };
  const lines: string[] = [];
  const log = createLog({
    level: 'warn',
    clock: { now: () => 0 },
    write: (line) => lines.push(line),
  });
  const asker = createAsker(
    { url: url.href, ...limits, ...settings },
    { subject: 'The server of "m"', log, ...parts },
  );
  closing.push(() => asker.close());
  return { ...asker, lines };
}

describe('asker', () => {
  it('sends JSON with what the environment holds, and gives back JSON', async () => {
    const { url, asked } = await serve(json({ is: 'well' }));
    const { ask } = open(
      url,
      { tokenFrom: 'TOKEN', headersFrom: { 'x-key': 'KEY' } },
      { env: { TOKEN: 'secret', KEY: 'k' } },
    );
    expect(await ask(url, { rows: [1] })).toEqual({ is: 'well' });
    expect(asked[0]?.headers).toMatchObject({
      ...{ authorization: 'Bearer secret', 'x-key': 'k', 'content-type': 'application/json' },
    });
  });

  it('passes the trace of a request on', async () => {
    const { url, asked } = await serve(json({}));
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const { ask } = open(url, {}, { traceHeaders: () => ({ traceparent }) });
    await ask(url, {});
    expect(asked[0]?.headers).toMatchObject({ traceparent });
  });

  it('asks nobody while a token is not there', async () => {
    const { url, asked } = await serve(json({}));
    const { ask } = open(url, { tokenFrom: 'TOKEN' }, { env: {} });
    expect(await rejectionOf(ask(url, {}))).toMatchObject({
      code: 'REMOTE_UNAVAILABLE',
      message:
        'The server of "m" is asked with what the environment variable TOKEN holds, got none.',
      details: { variable: 'TOKEN' },
    });
    expect(asked).toHaveLength(0);
  });

  it.each([
    ['', 'got none.'],
    ['two\nlines', 'got what no header can hold.'],
  ])('sends no token that is %j', async (token, received) => {
    const { url, asked } = await serve(json({}));
    const { ask } = open(url, { tokenFrom: 'TOKEN' }, { env: { TOKEN: token } });
    const failure = await rejectionOf(ask(url, {}));
    expect(failure.code).toBe('REMOTE_UNAVAILABLE');
    expect(failure.message).toContain(received);
    expect(asked).toHaveLength(0);
  });

  it('gives up a server that does not answer in time', async () => {
    const { url } = await serve(() => undefined);
    const { ask } = open(url, { timeoutMs: 40 });
    expect(await rejectionOf(ask(url, {}))).toMatchObject({
      code: 'REMOTE_TIMEOUT',
      message: 'The server of "m" must answer within 40 ms, got nothing.',
      details: { timeoutMs: 40 },
    });
  });

  it('gives up an answer that begins in time and does not end', async () => {
    const { url } = await serve((_, response) => response.write('{'));
    const { ask } = open(url, { timeoutMs: 40 });
    expect(await rejectionOf(ask(url, {}))).toMatchObject({ code: 'REMOTE_TIMEOUT' });
  });

  it('does not send rows again once a server has taken them', async () => {
    const { url, asked } = await serve((request) => request.socket.destroy());
    const { ask } = open(url);
    expect(await rejectionOf(ask(url, {}))).toMatchObject({
      code: 'REMOTE_UNAVAILABLE',
      message: 'The server of "m" must be reachable, got ECONNRESET.',
      details: { reason: 'ECONNRESET' },
    });
    expect(asked).toHaveLength(1);
  });

  it('reads again what it may read twice', async () => {
    const { url, asked } = await serve((request, response) =>
      asked.length < 3 ? request.socket.destroy() : json({ a: 1 })(request, response),
    );
    expect(await open(url).ask(url)).toEqual({ a: 1 });
    expect(asked).toHaveLength(3);
  });

  it('takes a new connection where an idle one was closed', async () => {
    const { url, server } = await serve(json({ a: 1 }));
    const { ask } = open(url);
    for (let i = 0; i < 5; i++) {
      expect(await ask(url, {})).toEqual({ a: 1 });
      server.closeIdleConnections();
    }
  });

  it('leaves nothing behind on a connection that it uses again', async () => {
    const { url, asked } = await serve(json({ a: 1 }));
    const { ask } = open(url);
    const warnings: string[] = [];
    const hear = ({ name }: Error) => warnings.push(name);
    process.on('warning', hear);
    for (let i = 0; i < 15; i++) await ask(url, {});
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', hear);
    expect(new Set(asked.map(({ socket }) => socket)).size).toBe(1);
    expect(warnings).toEqual([]);
  });

  it('tells that nobody is there', async () => {
    const { url, server } = await serve(json({}));
    await new Promise((resolve) => server.close(resolve));
    expect(await rejectionOf(open(url).ask(url, {}))).toMatchObject({
      code: 'REMOTE_UNAVAILABLE',
      details: { reason: 'ECONNREFUSED' },
    });
  });

  it('follows no redirect', async () => {
    const other = await serve(json({ secret: 1 }));
    const { url } = await serve((_, response) => {
      response.writeHead(307, { location: other.url.href });
      response.end();
    });
    expect(await rejectionOf(open(url).ask(url, {}))).toMatchObject({
      code: 'REMOTE_FAILED',
      message:
        'The server of "m" must answer by itself, got a redirect (307), which is not followed.',
      details: { status: 307 },
    });
    expect(other.asked).toHaveLength(0);
  });

  it('takes no certificate that nobody vouches for', async () => {
    const file = (name: string) =>
      readFileSync(new URL(`../../testing/certificates/${name}`, import.meta.url));
    const server = https.createServer({ key: file('first.key.pem'), cert: file('first.cert.pem') });
    server.on('request', json({}));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => server.close());
    const { port } = server.address() as AddressInfo;
    const url = new URL(`https://127.0.0.1:${port}/model`);
    const failure = await rejectionOf(open(url).ask(url, {}));
    expect(failure).toMatchObject({ code: 'REMOTE_UNAVAILABLE' });
    expect(failure.details.reason).toMatch(/CERT|ALTNAME/);
  });

  it.each([
    [
      'an error of its own',
      json({ error: 'SELECT * FROM secrets' }, 500),
      'REMOTE_FAILED',
      'The server of "m" must answer with a status of 200, got 500.',
    ],
    [
      'no such model',
      json({ error: 'unknown' }, 404),
      'REMOTE_FAILED',
      'The server of "m" must answer with a status of 200, got 404.',
    ],
    [
      'rows that it refuses',
      json({ error: 'age must be a number.' }, 422),
      'MODEL_RUN_FAILED',
      'The server of "m" must take the rows, got 422: age must be a number.',
    ],
    [
      'that it is busy',
      json({}, 429),
      'REMOTE_UNAVAILABLE',
      'The server of "m" must take the request, got 429: it is busy.',
    ],
    [
      'that it was late itself',
      json({}, 504),
      'REMOTE_TIMEOUT',
      'The server of "m" must answer within 5000 ms, got nothing.',
    ],
    [
      'no JSON',
      ((_, response) => response.end('<html>')) as Answer,
      'REMOTE_FAILED',
      'The server of "m" must answer JSON, got 6 characters of something else.',
    ],
    [
      'too much',
      json({ a: 'a'.repeat(2000) }),
      'REMOTE_FAILED',
      'The server of "m" must answer with at most 1024 bytes, got more.',
    ],
    [
      'half an answer',
      ((request, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{', () => request.socket.destroy());
      }) as Answer,
      'REMOTE_UNAVAILABLE',
      undefined,
    ],
  ] as const)('has a sentence for %s', async (_, answer, code, message) => {
    const { url, asked } = await serve(answer);
    const failure = await rejectionOf(open(url, { maxAnswerBytes: 1024 }).ask(url, {}));
    expect(failure.code).toBe(code);
    if (message !== undefined) expect(failure.message).toBe(message);
    expect(asked).toHaveLength(1);
  });

  it('leaves a server alone that fails again and again, and tries once when it has rested', async () => {
    let nowMs = 0;
    let status = 500;
    const { url, asked } = await serve((request, response) =>
      json({ a: 1 }, status)(request, response),
    );
    const { ask, lines } = open(url, {}, { now: () => nowMs });
    for (let i = 0; i < MOST_FAILURES; i++) await rejectionOf(ask(url, {}));
    expect(await rejectionOf(ask(url, {}))).toMatchObject({
      code: 'REMOTE_UNAVAILABLE',
      message: 'The server of "m" failed several times in a row and is left alone for 10 s more.',
      details: { waitMs: REST_MS },
    });
    expect(asked).toHaveLength(MOST_FAILURES);
    expect(lines).toHaveLength(1);
    nowMs += REST_MS;
    const trying = rejectionOf(ask(url, {}));
    expect(await rejectionOf(ask(url, {}))).toMatchObject({ code: 'REMOTE_UNAVAILABLE' });
    expect(await trying).toMatchObject({ code: 'REMOTE_FAILED' });
    expect(asked).toHaveLength(MOST_FAILURES + 1);
    nowMs += REST_MS;
    status = 200;
    expect(await ask(url, {})).toEqual({ a: 1 });
    expect(await ask(url, {})).toEqual({ a: 1 });
  });

  it('closes once those under way have their answers', async () => {
    const answers: (() => void)[] = [];
    const arrived = Promise.withResolvers<void>();
    const { url } = await serve((request, response) => {
      answers.push(() => json({ a: 1 })(request, response));
      arrived.resolve();
    });
    const { ask, close } = open(url);
    const asked = ask(url, {});
    await arrived.promise;
    close();
    for (const answer of answers) answer();
    expect(await asked).toEqual({ a: 1 });
  });

  it('sends as many at a time as it may, lets some wait and refuses the rest', async () => {
    let nOpen = 0;
    let mostOpen = 0;
    const { url, asked } = await serve((request, response) => {
      nOpen += 1;
      mostOpen = Math.max(mostOpen, nOpen);
      setImmediate(() => {
        nOpen -= 1;
        json({ a: 1 })(request, response);
      });
    });
    const { ask } = open(url, { concurrency: 2 });
    const all = await Promise.allSettled(Array.from({ length: 12 }, () => ask(url, {})));
    const refused = all.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused.map(({ reason }) => reason as unknown)).toEqual([
      expect.objectContaining({
        code: 'REMOTE_UNAVAILABLE',
        details: { concurrency: 2, waiting: 8 },
      }),
      expect.objectContaining({ code: 'REMOTE_UNAVAILABLE' }),
    ]);
    expect(asked).toHaveLength(10);
    expect(mostOpen).toBeLessThanOrEqual(2);
    expect(await ask(url, {})).toEqual({ a: 1 });
  });
});
