import { once } from 'node:events';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { credentials } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { examine } from '../../doctor/index.ts';
import { isProcessAlive } from '../../kit/index.ts';
import { connectGrpc } from '../../testing/grpc-client.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { registerSampleModel } from '../../testing/sample-model.ts';
import { ask, type ServeProcess, startServe } from '../../testing/serve-process.ts';

const ROW = { months: 3, plan: 'basic', calls: 4 };
const PREDICT = '/api/v1/models/churn/predict';
const N_CONNECTIONS = 16;
const certificate = (name: string) =>
  fileURLToPath(new URL(`../../testing/certificates/${name}.pem`, import.meta.url));
const [CERT, KEY] = [certificate('first.cert'), certificate('first.key')];

let app: SampleApp;
let server: ServeProcess;
let agent: http.Agent;

beforeAll(async () => {
  app = await openSampleApp();
});
afterAll(() => app.dispose());
beforeEach(() => {
  agent = new http.Agent({ keepAlive: true, maxSockets: N_CONNECTIONS });
});
afterEach(async () => {
  agent.destroy();
  server.child.kill('SIGTERM');
  await server.ended;
});

const predict = () => ask(`${server.url}${PREDICT}`, { agent, body: { rows: [ROW] } });

/** Sends so many requests over all connections at once. */
async function predictMany(n: number) {
  let left = n;
  const answers: Awaited<ReturnType<typeof predict>>[] = [];
  const work = async () => {
    while (left-- > 0) answers.push(await predict());
  };
  await Promise.all(Array.from({ length: N_CONNECTIONS }, work));
  return answers;
}

const api = async (path: string) => (await ask(`${server.url}${path}`)).body as never;

/** The value of a sample, by the text before it. */
function sampleOf(metrics: string, head: string): number {
  const line = metrics.split('\n').find((each) => each.startsWith(`${head} `));
  return Number(line?.slice(head.length + 1));
}

/** A home of its own, since a server of a home with a key is closed. */
async function openClosedHome() {
  const own = await openSampleApp();
  return { ...own, [Symbol.asyncDispose]: () => own.dispose() };
}

/** Waits until all workers answer, and so many were replaced. */
const allReady = (nReplaced: number) =>
  expect
    .poll(async () => api('/api/v1/health').catch(() => undefined), { timeout: 60_000 })
    .toMatchObject({ workers: { n: 2, nReady: 2, nReplaced } });

describe('kaizen serve --workers 2', { timeout: 240_000 }, () => {
  it('answers on all workers, and every figure is that of the server', async () => {
    server = await startServe(app.home, '--workers', '2', '--json');
    expect(JSON.parse(server.written.stdout)).toMatchObject({ url: server.url, workers: 2 });
    expect(server.workers()).toHaveLength(2);
    const { checks } = await examine({ home: app.home, port: Number(new URL(server.url).port) });
    expect(checks.find(({ name }) => name === 'port')?.found).toContain('with 2 of 2 workers');
    const answers = await predictMany(400);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const ids = new Set(answers.map(({ body }) => (body as { requestId: string }).requestId));
    expect(ids.size).toBe(400);
    const logged = await app.predictionLog.newest('churn', 1000);
    expect(new Set(logged.map(({ requestId }) => requestId))).toEqual(ids);
    const days = await readdir(join(app.capturePath, 'churn'));
    const [folder = ''] = days;
    expect(await readdir(join(app.capturePath, 'churn', folder))).toHaveLength(2);

    for (let i = 0; i < 4; i++) {
      const metrics = String((await ask(`${server.url}/metrics`)).body);
      expect(sampleOf(metrics, 'kaizen_predictions_total{endpoint="churn",version="1"}')).toBe(400);
      const route = 'method="POST",route="/api/v1/models/:name/predict",status="200"';
      expect(sampleOf(metrics, `http_request_duration_seconds_count{${route}}`)).toBe(400);
      expect(metrics).toMatch(/^process_resident_memory_bytes\{worker="1"\} \d/m);
      expect(metrics).toMatch(/^process_resident_memory_bytes\{worker="2"\} \d/m);
      expect(sampleOf(metrics, 'kaizen_workers')).toBe(2);
      const stats = await api('/v2/models/churn/stats');
      expect(stats).toMatchObject({ model_stats: [{ inference_count: 400 }] });
      expect(stats).toMatchObject({
        model_stats: [{ inference_stats: { success: { count: 400 } } }],
      });
      const traffic = await api('/api/v1/endpoints/churn/traffic?window=minutes');
      expect(traffic).toMatchObject({ versions: [{ version: 1, nRequests: 400, nRows: 400 }] });
      expect(await api('/api/v1/endpoints/churn')).toMatchObject({ recent: { nRequests: 400 } });
      expect(await api('/api/v1/health')).toMatchObject({
        workers: { n: 2, nReady: 2, nReplaced: 0 },
      });
    }
  });

  it('replaces a worker that is killed under load: other connections go on, and what was answered is in the log', async () => {
    server = await startServe(app.home, '--workers', '2');
    const [first = 0, second = 0] = server.workers();
    const acknowledged = new Set<string>();
    const statuses = new Set<number>();
    let isOver = false;
    const own = Array.from(
      { length: N_CONNECTIONS },
      () => new http.Agent({ keepAlive: true, maxSockets: 1 }),
    );
    const askOn = async (connection: http.Agent) => {
      let nBroken = 0;
      while (!isOver) {
        const options = { agent: connection, body: { rows: [ROW] } };
        const answer = await ask(`${server.url}${PREDICT}`, options).catch(async () => {
          nBroken += 1;
          // Who comes back at once may be handed to the dead one, which nobody misses yet.
          await expect.poll(() => server.workers(), { timeout: 60_000 }).not.toContain(second);
          return undefined;
        });
        if (answer === undefined) continue;
        statuses.add(answer.status);
        acknowledged.add((answer.body as { requestId: string }).requestId);
        if (acknowledged.size === 300) process.kill(second, 'SIGKILL');
      }
      return nBroken;
    };
    const asking = own.map(askOn);
    await expect
      .poll(async () => api('/api/v1/health'), { timeout: 60_000 })
      .toMatchObject({ workers: { n: 2, nReady: 2, nReplaced: 1 } });
    isOver = true;
    const nBroken = await Promise.all(asking);
    for (const each of own) each.destroy();
    expect(statuses).toEqual(new Set([200]));
    expect(Math.max(...nBroken)).toBe(1);
    expect(nBroken.filter((n) => n === 0).length).toBeGreaterThan(0);
    expect(server.workers()).toContain(first);
    const logged = await app.predictionLog.newest('churn', 1_000_000);
    const ids = new Set(logged.map(({ requestId }) => requestId));
    expect(acknowledged.size).toBeGreaterThan(300);
    expect([...acknowledged].filter((id) => !ids.has(id))).toEqual([]);
    const line = server.written.stderr.split('\n').find((each) => each.includes('is replaced'));
    expect(JSON.parse(line ?? '')).toMatchObject({
      ...{ level: 'warn', event: 'a worker ended and is replaced' },
      ...{ worker: 2, pid: second, reason: 'SIGKILL' },
    });
  });

  it('ends every connection that a killed worker was handed, so that no client waits for ever', async () => {
    server = await startServe(app.home, '--workers', '2');
    let isOver = false;
    const outcomes: string[] = [];
    const work = async () => {
      const noKeeping = new http.Agent({ keepAlive: false });
      while (!isOver) {
        const asked = ask(`${server.url}${PREDICT}`, { agent: noKeeping, body: { rows: [ROW] } });
        outcomes.push(
          await asked.then(
            ({ status }) => String(status),
            (thrown: NodeJS.ErrnoException) => thrown.code ?? thrown.message,
          ),
        );
      }
    };
    const working = Array.from({ length: N_CONNECTIONS }, work);
    for (const nReplaced of [1, 2, 3]) {
      process.kill(server.workers()[0] ?? 0, 'SIGKILL');
      await allReady(nReplaced);
    }
    isOver = true;
    await Promise.all(working);
    const broken = outcomes.filter((outcome) => outcome !== '200');
    const isClosed = (outcome: string) => ['ECONNRESET', 'socket hang up'].includes(outcome);
    expect(broken.filter((outcome) => !isClosed(outcome))).toEqual([]);
    expect(broken.length).toBeLessThanOrEqual(3 * N_CONNECTIONS);
  });

  it('never shows less than it has shown before a worker was killed', async () => {
    server = await startServe(app.home, '--workers', '2');
    await predictMany(100);
    const read = async () => {
      const metrics = String((await ask(`${server.url}/metrics`)).body);
      const { model_stats } = (await api('/v2/models/churn/stats')) as {
        model_stats: { inference_count: number }[];
      };
      return [
        sampleOf(metrics, 'kaizen_predictions_total{endpoint="churn",version="1"}'),
        model_stats[0]?.inference_count,
      ];
    };
    expect(await read()).toEqual([100, 100]);
    for (const pid of server.workers()) {
      process.kill(pid, 'SIGKILL');
      await expect.poll(() => server.workers().includes(pid)).toBe(false);
      await expect
        .poll(async () => api('/api/v1/health').catch(() => undefined), { timeout: 60_000 })
        .toMatchObject({ workers: { nReady: 2 } });
      expect(await read()).toEqual([100, 100]);
    }
  });

  it('holds all workers together to the limits of a key', async () => {
    await using home = await openClosedHome();
    const { create } = home.handlers.keys;
    const { key: perDay } = await create({ name: 'day', scopes: 'predict', perDay: 30 });
    const { key: slow } = await create({
      ...{ name: 'rate', scopes: 'predict', perSecond: 0.01, burst: 20 },
    });
    server = await startServe(home.home, '--workers', '2');
    for (const [key, most] of [
      [perDay, 30],
      [slow, 20],
    ] as const) {
      const headers = { authorization: `Bearer ${key}` };
      const answers = await Promise.all(
        Array.from({ length: 120 }, () =>
          ask(`${server.url}${PREDICT}`, { agent, headers, body: { rows: [ROW] } }),
        ),
      );
      const allowed = answers.filter(({ status }) => status === 200);
      expect(allowed).toHaveLength(most);
      const refused = answers.find(({ status }) => status === 429);
      expect(refused?.body).toMatchObject({ code: 'RATE_LIMITED' });
      expect(refused?.headers.ratelimit).toMatch(/^"(day|rate)";r=0;/);
    }
  });

  it('lets every worker answer as one was told, from the next request on', async () => {
    server = await startServe(app.home, '--workers', '2');
    await predictMany(32);
    const settings = { assertions: [{ name: 'all-stay', action: 'override', value: 'no' }] };
    const path = `${server.url}/api/v1/endpoints/churn/settings`;
    for (const [body, isTold] of [
      [{ settings }, true],
      [{ settings: {} }, false],
    ] as const) {
      const told = await ask(path, { agent, method: 'PUT', body });
      expect(told.status).toBe(200);
      const answers = await predictMany(64);
      const overridden = answers.filter(({ body }) => JSON.stringify(body).includes('all-stay'));
      expect(overridden).toHaveLength(isTold ? 64 : 0);
    }
  });

  it('swaps a champion under load on all workers without a failed request', async () => {
    const name = 'swapped';
    await registerSampleModel(app, { name });
    await registerSampleModel(app, { name, seed: 8 });
    const alias = (version: number) =>
      ask(`${server.url}/api/v1/models/${name}/aliases/champion`, {
        ...{ method: 'PUT', body: { version } },
      });
    server = await startServe(app.home, '--workers', '2');
    expect((await alias(1)).status).toBe(200);
    const statuses = new Set<number>();
    let lastVersions: number[] = [];
    let isOver = false;
    const askOn = async (_: unknown, connection: number) => {
      const own = new http.Agent({ keepAlive: true, maxSockets: 1 });
      while (!isOver) {
        const options = { agent: own, body: { rows: [ROW] } };
        const answer = await ask(`${server.url}/api/v1/models/${name}/predict`, options);
        statuses.add(answer.status);
        lastVersions[connection] = (answer.body as { version: number }).version;
      }
      own.destroy();
    };
    const asking = Array.from({ length: N_CONNECTIONS }, askOn);
    for (const version of [2, 1, 2]) {
      lastVersions = [];
      expect((await alias(version)).status).toBe(200);
      await expect
        .poll(() => lastVersions.filter((each) => each === version).length, { timeout: 60_000 })
        .toBe(N_CONNECTIONS);
    }
    isOver = true;
    await Promise.all(asking);
    expect(statuses).toEqual(new Set([200]));
  });

  it('unloads a model for all workers, also for one that takes a place later', async () => {
    server = await startServe(app.home, '--workers', '2');
    const post = (verb: string) =>
      ask(`${server.url}/v2/repository/models/churn/${verb}`, { method: 'POST', body: {} });
    const readiness = async () => {
      const asked = Array.from({ length: 32 }, () =>
        ask(`${server.url}/v2/models/churn/ready`, { agent }),
      );
      return new Set((await Promise.all(asked)).map(({ status }) => status === 200));
    };
    expect(await readiness()).toEqual(new Set([true]));
    expect((await post('unload')).status).toBe(200);
    expect(await readiness()).toEqual(new Set([false]));
    const [first = 0] = server.workers();
    process.kill(first, 'SIGKILL');
    await expect.poll(() => server.workers().includes(first)).toBe(false);
    agent.destroy();
    agent = new http.Agent({ keepAlive: true, maxSockets: N_CONNECTIONS });
    await allReady(1);
    expect(await readiness()).toEqual(new Set([false]));
    expect((await post('load')).status).toBe(200);
    expect(await readiness()).toEqual(new Set([true]));
  });

  it('answers what is in flight on every worker at SIGTERM, and ends with 0', async () => {
    server = await startServe(app.home, '--workers', '2');
    await predictMany(32);
    const { port } = new URL(server.url);
    const body = JSON.stringify({ rows: [ROW] });
    const half = body.length >> 1;
    const asked = Array.from({ length: 8 }, () => {
      const socket = connect({ port: Number(port), host: '127.0.0.1' });
      socket.write(
        `POST ${PREDICT} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, half)}`,
      );
      return { socket, answer: once(socket, 'data') };
    });
    await expect
      .poll(async () =>
        sampleOf(String((await ask(`${server.url}/metrics`)).body), 'kaizen_requests_in_flight'),
      )
      .toBe(8);
    server.child.kill('SIGTERM');
    await expect
      .poll(() => ask(`${server.url}/livez`).catch((thrown: { code: string }) => thrown.code))
      .toBe('ECONNREFUSED');
    for (const { socket } of asked) socket.write(body.slice(half));
    for (const { socket, answer } of asked) {
      expect(String(await answer)).toMatch(/^HTTP\/1.1 200 /);
      socket.destroy();
    }
    expect(await server.ended).toEqual([0, null]);
    expect(server.written.stderr).toContain('then ending');
  });

  it.each([
    ['plain', []],
    ['TLS', ['--tls-cert', CERT, '--tls-key', KEY]],
  ])('speaks HTTP and gRPC on its port on every worker: %s', async (kind, argv) => {
    server = await startServe(app.home, '--workers', '2', ...argv);
    const { hostname, port } = new URL(server.url);
    const how = kind === 'TLS' ? credentials.createSsl(await readFile(CERT)) : undefined;
    expect(server.url.startsWith(kind === 'TLS' ? 'https:' : 'http:')).toBe(true);
    const clients = Array.from({ length: 6 }, () => connectGrpc(`${hostname}:${port}`, how));
    const calls = clients.map((client) => client.call('ModelReady', { name: 'churn' }));
    expect((await Promise.all(calls)).map(({ code, response }) => [code, response.ready])).toEqual(
      Array(6).fill([0, true]),
    );
    for (const client of clients) client.close();
    const asked = Array.from({ length: 6 }, async () => {
      const get = kind === 'TLS' ? https.get : http.get;
      const agent = kind === 'TLS' ? new https.Agent({ ca: await readFile(CERT) }) : undefined;
      const request = get(`${server.url}/livez`, agent === undefined ? {} : { agent });
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      response.resume();
      return response.statusCode;
    });
    expect(await Promise.all(asked)).toEqual(Array(6).fill(200));
  });

  it('leaves no worker behind when the process that watches over them is killed', async () => {
    server = await startServe(app.home, '--workers', '2');
    const pids = server.workers();
    expect(pids).toHaveLength(2);
    server.child.kill('SIGKILL');
    await server.ended;
    await expect
      .poll(() => pids.filter((pid) => isProcessAlive(pid)), { timeout: 20_000 })
      .toEqual([]);
  });

  it('ends with a sentence when a worker dies at once again and again', async () => {
    const own = await openSampleApp();
    server = await startServe(own.home, '--workers', '2', '--json');
    await writeFile(join(own.home, 'kaizen.db'), 'no database');
    await Promise.all(['-wal', '-shm'].map((end) => rm(join(own.home, `kaizen.db${end}`))));
    process.kill(server.workers()[1] ?? 0, 'SIGKILL');
    const [code] = await server.ended;
    expect(code).toBe(1);
    const words = server.written.stderr;
    expect(words.split('\n').filter((line) => line.includes('is replaced'))).toHaveLength(4);
    expect(words).toContain('HOME_DAMAGED');
    expect(words).toContain('died at once again and again');
    await rm(own.home, { recursive: true });
  });

  it('tells once what keeps all of them from serving, and takes no number that is none', async () => {
    const taken = http.createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    for (const [argv, sentence] of [
      [['--workers', '2', '--port', String(port)], `Port ${port} of 127.0.0.1 must be free`],
      [['--workers', '0'], '`--workers` must be a whole number from 1 to 64 or `auto`, got "0"'],
    ] as const) {
      server = await startServe(app.home, ...argv);
      expect((await server.ended)[0]).toBeGreaterThan(1);
      expect(server.written.stderr.split(sentence)).toHaveLength(2);
    }
    taken.close();
  });
});
