import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../../app.ts';
import { createLog } from '../../kit/index.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import type { TracedProblem } from '../failures.ts';
import { type ServerOptions, startServer } from '../server.ts';

const log = createLog({ level: 'silent' });

/** An app whose list of models answers when it is told to. */
function slowApp(app: App) {
  const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
  const { promise: hasArrived, resolve: arrived } = Promise.withResolvers<void>();
  const list: App['handlers']['models']['list'] = async (input) => {
    arrived();
    await mayAnswer;
    return app.handlers.models.list(input);
  };
  const models = { ...app.handlers.models, list };
  return { app: { ...app, handlers: { ...app.handlers, models } }, hasArrived, answer };
}

describe('lifecycle of a server', () => {
  let app: SampleApp;
  let now = 0;
  beforeEach(async () => {
    now = 1e12;
    app = await openSampleApp({ clock: { now: () => now } });
  });
  afterEach(() => app.dispose());

  const start = (options: ServerOptions = {}, served: App = app) =>
    startServer(served, { port: 0, log, ...options });
  const probe = async (url: string, path = '/readyz') => {
    const response = await fetch(url + path);
    return { status: response.status, body: (await response.json()) as TracedProblem };
  };

  it('is live and ready while it serves, also for those without the token', async () => {
    const server = await start({ token: 'a-token-of-24-characters' });
    expect(await probe(server.url, '/livez')).toEqual({ status: 200, body: { status: 'live' } });
    expect(await probe(server.url)).toEqual({ status: 200, body: { status: 'ready' } });
    await server.close();
  });

  it('is live but not ready until it is prepared', async () => {
    const { promise: listening, resolve: listens } = Promise.withResolvers<string>();
    const { promise: isPrepared, resolve: prepared } = Promise.withResolvers<void>();
    const starting = start({
      prepare: async (at) => {
        listens(at);
        await isPrepared;
      },
    });
    const url = await listening;
    const { status, body } = await probe(url);
    expect([status, body.code]).toEqual([503, 'SERVER_NOT_READY']);
    expect(body.detail).toBe(
      'The server must be ready to be sent requests, got a server that is not: it has not started up yet.',
    );
    expect(body.details).toEqual({ reasons: ['it has not started up yet'] });
    expect((await probe(url, '/livez')).status).toBe(200);
    prepared();
    const server = await starting;
    expect((await probe(url)).status).toBe(200);
    await server.close();
  });

  it('closes again when it cannot be prepared', async () => {
    const failing = start({
      prepare: () => Promise.reject(new Error('no')),
    });
    await expect(failing).rejects.toThrow(/^no$/);
  });

  it('is not ready while its home cannot be written, and is again when it can', async () => {
    const server = await start();
    const tmp = join(app.home, 'tmp');
    await rm(tmp, { recursive: true });
    await writeFile(tmp, 'a file where a folder should be');
    const { status, body } = await probe(server.url);
    expect([status, body.code]).toEqual([503, 'SERVER_NOT_READY']);
    expect(body.details.reasons).toEqual([
      expect.stringMatching(/^its home cannot be written \((ENOTDIR|EEXIST)\)$/),
    ]);
    expect(JSON.stringify(body)).not.toContain(app.home);
    await rm(tmp);
    now += 999;
    expect((await probe(server.url)).status).toBe(503);
    now += 1;
    expect((await probe(server.url)).status).toBe(200);
    await server.close();
  });

  it('is not ready while it drains, answers all the same and ends each connection', async () => {
    const slow = slowApp(app);
    const { promise: wasLongEnough, resolve: longEnough } = Promise.withResolvers<void>();
    const slept: number[] = [];
    const sleep = async (ms: number) => {
      slept.push(ms);
      await wasLongEnough;
    };
    const server = await start({ drain: { waitMs: 5000, sleep } }, slow.app);
    const before = await fetch(`${server.url}/livez`);
    expect(before.headers.get('connection')).not.toBe('close');
    const asked = fetch(`${server.url}/api/v1/models`);
    await slow.hasArrived;
    const closed = server.close();
    const { status, body } = await probe(server.url);
    expect([status, body.details]).toEqual([503, { reasons: ['it is about to end'] }]);
    slow.answer();
    for (const response of [await asked, await fetch(`${server.url}/livez`)]) {
      expect(response.status).toBe(200);
      expect(response.headers.get('connection')).toBe('close');
    }
    longEnough();
    await closed;
    expect(slept).toEqual([5000]);
  });

  it('cuts off what is not answered in time, says so, and ends once however often it is asked', async () => {
    const slow = slowApp(app);
    const lines: string[] = [];
    const server = await start(
      { drain: { limitMs: 50 }, log: createLog({ write: (line) => void lines.push(line) }) },
      slow.app,
    );
    const asked = fetch(`${server.url}/api/v1/models`).catch((error: Error) => error);
    await slow.hasArrived;
    const closed = server.close();
    expect(server.close()).toBe(closed);
    await closed;
    expect(await asked).toBeInstanceOf(TypeError);
    expect(lines.join('')).toContain('requests were cut off because they took too long to answer');
    slow.answer();
  });
});
