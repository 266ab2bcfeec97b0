import type { InputOf, Operations } from '@kaizenml/contracts/operations';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../kit/index.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { registerSampleModel } from '../../testing/sample-model.ts';
import type { TracedProblem } from '../failures.ts';
import { type RunningServer, startServer } from '../server.ts';

const TOKEN = 'a-token-of-24-characters';
const NOON = Date.parse('2026-03-01T12:00:00.000Z');

describe('keys at the door', () => {
  let app: SampleApp;
  let server: RunningServer;
  let now = NOON;
  const lines: string[] = [];
  beforeEach(async () => {
    now = NOON;
    lines.length = 0;
    app = await openSampleApp({ clock: { now: () => now } });
    await registerSampleModel(app, { name: 'demand' });
    const log = createLog({ level: 'debug', write: (line) => void lines.push(line) });
    server = await startServer(app, { port: 0, token: TOKEN, log });
  });
  afterEach(async () => {
    await server.close();
    await app.dispose();
  });

  const create = (input: Partial<InputOf<Operations['keys']['create']>> = {}) =>
    app.handlers.keys.create({ name: 'billing', scopes: 'predict', ...input });
  const ask = async (key: string | undefined, path: string, method = 'GET', body?: unknown) => {
    const response = await fetch(server.url + path, {
      method,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    const problem = (isJson ? JSON.parse(text) : {}) as TracedProblem;
    return { status: response.status, headers: response.headers, problem, text };
  };
  const predict = (key: string, name = 'churn') =>
    ask(key, `/api/v1/models/${name}/predict`, 'POST', {
      rows: [{ months: 3, plan: 'basic', calls: 4 }],
    });

  it('is named in the history of what it decided', async () => {
    const { id, key } = await create({ scopes: 'admin' });
    const why = { version: 1, note: 'Agreed with risk.' };
    for (const by of [key, TOKEN])
      await ask(by, '/api/v1/models/churn/aliases/champion', 'PUT', why);
    const { text } = await ask(key, '/api/v1/models/churn/history?limit=2');
    const move = { alias: 'champion', to: 1, by: 'person', source: null, why: why.note };
    expect(JSON.parse(text)).toMatchObject({
      items: [
        { ...move, who: 'admin' },
        { ...move, who: id },
      ],
    });
    await ask(key, '/api/v1/endpoints/churn/settings', 'PUT', {
      settings: { doubt: { flags: true } },
      note: why.note,
    });
    const { items } = await app.handlers.endpoints.history({ name: 'churn', limit: 1 });
    expect(items).toMatchObject([{ who: id, note: why.note }]);
  });

  it('does what its scopes say, and nothing else', async () => {
    const asked = [
      (key: string) => predict(key),
      (key: string) => ask(key, '/api/v1/models'),
      (key: string) => ask(key, '/metrics'),
      (key: string) => ask(key, '/api/openapi.json'),
      (key: string) => ask(key, '/api/v1/keys'),
      (key: string) => ask(key, '/api/v1/models/churn/aliases/champion', 'PUT', { version: 1 }),
      (key: string) => ask(key, '/api/v1/uploads?file=..', 'POST'),
    ];
    const expected: Readonly<Record<string, readonly number[]>> = {
      predict: [200, 403, 403, 403, 403, 403, 403],
      read: [403, 200, 200, 200, 403, 403, 403],
      'predict,read': [200, 200, 200, 200, 403, 403, 403],
      admin: [200, 200, 200, 200, 200, 200, 400],
    };
    for (const [scopes, statuses] of Object.entries(expected)) {
      const { key } = await create({ scopes });
      const answered = [];
      for (const call of asked) answered.push((await call(key)).status);
      expect([scopes, answered]).toEqual([scopes, statuses]);
    }
    const { problem } = await ask((await create()).key, '/api/v1/models');
    expect(problem.code).toBe('KEY_FORBIDDEN');
    expect(problem.detail).toBe(
      'GET /api/v1/models needs a key with the scope read, got one with predict.',
    );
    expect(problem.details).toEqual({ scope: 'read', scopes: ['predict'] });
  });

  it('reaches only its endpoints, however they are named', async () => {
    const { key } = await create({ endpoints: 'churn', scopes: 'predict,read' });
    for (const name of ['churn', 'churn@champion', 'churn%2F1', '%63hurn'])
      expect([name, (await predict(key, name)).status]).toEqual([name, 200]);
    for (const name of ['demand', 'demand@champion', 'demand%2F1', 'churn2', 'Churn']) {
      const { status, problem } = await predict(key, name);
      expect([name, status, problem.code]).toEqual([name, 403, 'KEY_FORBIDDEN']);
    }
    const { problem } = await predict(key, 'demand');
    expect(problem.detail).toBe(
      'POST /api/v1/models/:name/predict must name an endpoint of the key, got "demand".',
    );
    expect(problem.details).toEqual({ endpoint: 'demand', endpoints: ['churn'] });
    expect((await ask(key, '/api/v1/models/churn')).status).toBe(200);
    for (const path of ['/api/v1/models', '/api/v1/runs', '/metrics', '/api/v1/schemas/churn'])
      expect([path, (await ask(key, path)).status]).toEqual([path, 403]);
  });

  it('is refused within a second of being revoked, and says so to who has its secret', async () => {
    const { key, id } = await create();
    expect((await predict(key)).status).toBe(200);
    await app.handlers.keys.revoke({ id });
    now += 999;
    expect((await predict(key)).status).toBe(200);
    now += 1;
    const { status, problem, headers } = await predict(key);
    expect([status, problem.code]).toEqual([401, 'UNAUTHORIZED']);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(problem.detail).toContain('got a key that was revoked.');
    const guessed = await predict(`kz_${id}_${'A'.repeat(43)}`);
    expect(guessed.problem.detail).toContain('got one that it does not know.');
  });

  it('is over when its days are', async () => {
    const { key, expiresAt } = await create({ expiresDays: 2 });
    expect(expiresAt).toBe('2026-03-03T12:00:00.000Z');
    now += 2 * 86_400_000 - 1;
    expect((await predict(key)).status).toBe(200);
    now += 1;
    const { status, problem } = await predict(key);
    expect(status).toBe(401);
    expect(problem.detail).toContain('got a key whose time is over.');
  });

  it('sends so many requests per second and at once, and is told what is left', async () => {
    const { key } = await create({ perSecond: 2, burst: 3 });
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await predict(key));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(answers.map(({ headers }) => headers.get('ratelimit'))).toEqual([
      '"rate";r=2;t=1',
      '"rate";r=1;t=1',
      '"rate";r=0;t=2',
      '"rate";r=0;t=2',
    ]);
    const refused = answers.at(-1);
    expect(refused?.headers.get('ratelimit-policy')).toBe('"rate";q=3;w=2');
    expect(refused?.headers.get('retry-after')).toBe('1');
    expect(refused?.problem.code).toBe('RATE_LIMITED');
    expect(refused?.problem.detail).toBe(
      'The key "billing" may send 2 requests per second and 3 at once, got one more.',
    );
    expect(refused?.problem.details).toEqual({
      reached: 'rate',
      perSecond: 2,
      burst: 3,
      retryAfterSeconds: 1,
    });
    now += 500;
    expect((await predict(key)).status).toBe(200);
    expect((await predict(key)).status).toBe(429);
    const other = await create({ perSecond: 2, burst: 3 });
    expect((await predict(other.key)).status).toBe(200);
  });

  it('sends so many requests a day, also over a restart, and again after midnight', async () => {
    const { key, id } = await create({ perDay: 3 });
    expect((await predict(key)).headers.get('ratelimit')).toBe('"day";r=2;t=43200');
    expect((await predict(key)).status).toBe(200);
    await server.close();
    expect(await app.store.keys.countUses(id, '2026-03-01')).toBe(2);
    expect((await app.store.keys.find(id))?.lastUsedAt).toBe('2026-03-01T12:00:00.000Z');
    server = await startServer(app, { port: 0, token: TOKEN });
    expect((await predict(key)).status).toBe(200);
    const { status, headers, problem } = await predict(key);
    expect([status, headers.get('retry-after')]).toEqual([429, '43200']);
    expect(problem.detail).toBe('The key "billing" may send 3 requests a day, got one more.');
    expect(problem.details).toEqual({ reached: 'day', perDay: 3, retryAfterSeconds: 43_200 });
    now = Date.parse('2026-03-02T00:00:00.000Z');
    expect((await predict(key)).status).toBe(200);
  });

  it('leaves no trace of its secret in answers, figures, lists and logs', async () => {
    const { key, id } = await create({ scopes: 'admin' });
    const secret = key.split('_').slice(2).join('_');
    const seen = [
      await predict(`${key}x`),
      await ask(key, '/api/v1/keys'),
      await ask(key, '/metrics'),
      await ask(`kz_${id}_${secret.slice(0, 42)}`, '/api/v1/models'),
    ].map(({ text }) => text);
    const refused = await app.handlers.keys.revoke({ id: `kz_${'0'.repeat(26)}_${secret}` }).then(
      () => '',
      (thrown: Error) => `${thrown.message} ${JSON.stringify(thrown)}`,
    );
    expect(
      [...seen, refused, ...lines].filter((text) => text.includes(secret.slice(0, 20))),
    ).toEqual([]);
    const kept = await app.store.keys.find(id);
    expect(JSON.stringify(kept)).not.toContain(secret);
    expect(seen[1]).toContain(id);
    expect(seen[1]).not.toContain(kept?.sha256);
  });

  it('refuses no key, half a key, another scheme and the id alone alike', async () => {
    const { key, id } = await create();
    for (const sent of [undefined, '', key.slice(0, -1), `kz_${id}`, id, `${key} ${key}`]) {
      const { status, problem } = await ask(sent, '/api/v1/models');
      expect([status, problem.code]).toEqual([401, 'UNAUTHORIZED']);
    }
    const response = await fetch(`${server.url}/api/v1/models`, {
      headers: { authorization: `Basic ${key}` },
    });
    expect(response.status).toBe(401);
  });

  it('takes a key as the password of any user, and nothing else of such a header', async () => {
    const { key } = await create();
    const statusOf = async (pair: string) => {
      const authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
      return (await fetch(`${server.url}/api/v1/models`, { headers: { authorization } })).status;
    };
    expect([await statusOf(`anna:${key}`), await statusOf(`:${key}`)]).toEqual([403, 403]);
    for (const pair of [key, `${key}:`, `${key}:anna`, `anna:${key}:`, `anna:${key}\n`, 'anna:'])
      expect([pair.replace(key, 'key'), await statusOf(pair)]).toEqual([
        pair.replace(key, 'key'),
        401,
      ]);
  });
});

describe('a server without a token', () => {
  it('is closed when its home has a valid key at the start, and open when it has none', async () => {
    const app = await openSampleApp();
    const open = await startServer(app, { port: 0 });
    const { key, id } = await app.handlers.keys.create({ name: 'billing', scopes: 'read' });
    expect(open.isClosed).toBe(false);
    expect((await fetch(`${open.url}/api/v1/models`)).status).toBe(200);
    const closed = await startServer(app, { port: 0 });
    expect(closed.isClosed).toBe(true);
    expect((await fetch(`${closed.url}/api/v1/models`)).status).toBe(401);
    const headers = { authorization: `Bearer ${key}` };
    expect((await fetch(`${closed.url}/api/v1/models`, { headers })).status).toBe(200);
    await app.handlers.keys.revoke({ id });
    const openAgain = await startServer(app, { port: 0 });
    expect(openAgain.isClosed).toBe(false);
    for (const server of [open, closed, openAgain]) await server.close();
    await app.dispose();
  });
});
