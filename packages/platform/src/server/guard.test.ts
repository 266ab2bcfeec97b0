import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppError } from '@kaizenml/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import type { TracedProblem } from './failures.ts';
import { startServer } from './server.ts';
import { readToken } from './token.ts';

const TOKEN = 'a-token-of-24-characters';

/** Asks with headers that `fetch` does not let one set. */
function ask(
  port: number,
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; problem: TracedProblem }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => {
        const isJson = String(response.headers['content-type']).includes('json');
        resolve({
          status: response.statusCode ?? 0,
          problem: isJson ? JSON.parse(text) : ({} as TracedProblem),
        });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('guard', () => {
  let app: SampleApp;
  beforeAll(async () => {
    app = await openSampleApp();
  });
  afterAll(() => app.dispose());

  describe('without a token', () => {
    it('refuses a request that names another host', async () => {
      const server = await startServer(app, { port: 0 });
      for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io:7400']) {
        const { status, problem } = await ask(server.port, '/api/v1/models', { headers: { host } });
        expect(status).toBe(403);
        expect(problem.code).toBe('HOST_FORBIDDEN');
        expect(problem.details).toEqual({ host });
      }
      for (const host of ['localhost', `127.0.0.1:${server.port}`, '[::1]:80', 'LOCALHOST:1']) {
        const { status } = await ask(server.port, '/api/v1/models', { headers: { host } });
        expect(status).toBe(200);
      }
      await server.close();
    });

    it('refuses a write from a page of another origin, and lets its own pages write', async () => {
      const server = await startServer(app, { port: 0 });
      const write = (origin: string) =>
        ask(server.port, '/api/v1/models/churn/aliases/champion', {
          method: 'PUT',
          headers: { origin },
        });
      for (const origin of ['http://evil.example', 'null', `http://127.0.0.1:${server.port + 1}`]) {
        const { status, problem } = await write(origin);
        expect(status).toBe(403);
        expect(problem.code).toBe('HOST_FORBIDDEN');
        expect(problem.details).toMatchObject({ origin });
      }
      const own = await write(server.url);
      expect(own.problem.code).toBe('REQUEST_INVALID');
      await server.close();
    });
  });

  describe('with a token', () => {
    it('asks every API route and the metrics for it, however the path is written', async () => {
      const server = await startServer(app, { port: 0, token: TOKEN });
      const paths = [
        '/api/v1/models',
        '/api/v1/runs',
        '/%61pi/v1/models',
        '/metrics',
        '/api/openapi.json',
      ];
      for (const path of paths) {
        const without = await ask(server.port, path);
        expect(without.status).toBe(401);
        expect(without.problem.code).toBe('UNAUTHORIZED');
        expect(JSON.stringify(without.problem)).not.toContain(TOKEN);
        const wrong = await ask(server.port, path, {
          headers: { authorization: `Bearer ${TOKEN}x` },
        });
        expect(wrong.status).toBe(401);
        const right = await ask(server.port, path, {
          headers: { authorization: `Bearer ${TOKEN}` },
        });
        expect(right.status).toBe(200);
      }
      await server.close();
    });

    it('leaves health and pages open', async () => {
      const server = await startServer(app, {
        port: 0,
        token: TOKEN,
        findWebFolder: () => undefined,
      });
      expect((await ask(server.port, '/api/v1/health')).status).toBe(200);
      expect((await ask(server.port, '/models')).status).toBe(503);
      await server.close();
    });

    it('answers under any host name', async () => {
      const server = await startServer(app, { port: 0, token: TOKEN });
      const { status } = await ask(server.port, '/api/v1/models', {
        headers: { host: 'models.example', authorization: `Bearer ${TOKEN}` },
      });
      expect(status).toBe(200);
      await server.close();
    });
  });

  describe('binding', () => {
    const failure = (promise: Promise<unknown>) =>
      promise.then(
        () => undefined,
        (error: AppError) => error,
      );

    it('refuses to listen beyond this machine without a token', async () => {
      const error = await failure(startServer(app, { host: '0.0.0.0', port: 0 }));
      expect(error?.code).toBe('BIND_REFUSED');
      expect(error?.message).toBe(
        'The server must have a token to listen beyond this machine, got host "0.0.0.0" and no token.',
      );
      expect(error?.details).toEqual({ host: '0.0.0.0' });
    });

    it('refuses a token of fewer than 16 characters', async () => {
      const error = await failure(startServer(app, { port: 0, token: 'short' }));
      expect(error?.code).toBe('BIND_REFUSED');
      expect(error?.message).toBe('The token must have at least 16 characters, got 5.');
      expect(error?.details).toEqual({ minLength: 16, length: 5 });
    });

    it('says which port is taken and how to choose another', async () => {
      const first = await startServer(app, { port: 0 });
      const error = await failure(startServer(app, { port: first.port }));
      expect(error?.code).toBe('PORT_TAKEN');
      expect(error?.message).toContain(`Port ${first.port} of 127.0.0.1 must be free`);
      expect(error?.hint).toContain(`--port ${first.port + 1}`);
      expect(error?.details).toMatchObject({ port: first.port, reason: 'EADDRINUSE' });
      await first.close();
    });

    it('refuses a host that is no address of this machine', async () => {
      const error = await failure(startServer(app, { host: '203.0.113.7', port: 0, token: TOKEN }));
      expect(error?.code).toBe('BIND_REFUSED');
      expect(error?.details).toMatchObject({ host: '203.0.113.7', reason: 'EADDRNOTAVAIL' });
    });
  });

  describe('readToken', () => {
    it('reads a file before the environment, without its line break', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'kaizen-token-'));
      const file = join(folder, 'token.txt');
      await writeFile(file, `${TOKEN}\n`);
      expect(await readToken({ KAIZEN_TOKEN: 'another-token-of-it' }, file)).toBe(TOKEN);
      expect(await readToken({ KAIZEN_TOKEN: 'another-token-of-it' })).toBe('another-token-of-it');
      expect(await readToken({})).toBeUndefined();
      await rm(folder, { recursive: true });
    });

    it('refuses a file that is not there', async () => {
      const error = await readToken({}, '/nowhere/token.txt').catch((thrown: AppError) => thrown);
      expect((error as AppError).code).toBe('FILE_NOT_FOUND');
      expect((error as AppError).message).toContain('"/nowhere/token.txt"');
      expect((error as AppError).details).toEqual({ path: '/nowhere/token.txt' });
    });
  });
});
