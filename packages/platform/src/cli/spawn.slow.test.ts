import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';

const BIN = fileURLToPath(new URL('../../bin/kaizen.js', import.meta.url));

let app: SampleApp;
beforeAll(async () => {
  app = await openSampleApp();
});
afterAll(() => app.dispose());

function start(...argv: string[]) {
  const child = spawn(process.execPath, ['--conditions=source', BIN, ...argv], {
    env: { ...process.env, KAIZEN_HOME: app.home, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8');
    child[name].on('data', (chunk: string) => {
      written[name] += chunk;
    });
  }
  return { child, written, ended: once(child, 'close') as Promise<[code: number, signal: string]> };
}

describe('kaizen as a process', () => {
  it('exits with the code of its failure', async () => {
    const { written, ended } = start('models', 'show', 'chrun');
    expect((await ended)[0]).toBe(4);
    expect(written.stdout).toBe('');
    expect(written.stderr).toContain('Did you mean "churn"?');
  });

  it('says in one sentence which Node it needs, before it reads any newer syntax', async () => {
    const older = "Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } })";
    const child = spawn(process.execPath, [
      '--conditions=source',
      '--no-experimental-strip-types',
      `--import=data:text/javascript,${encodeURIComponent(older)}`,
      BIN,
      '--help',
    ]);
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    expect(await once(child, 'close')).toEqual([2, null]);
    expect(stderr).toBe(
      'kaizen needs Node 24 or later, got 20.20.2: call `npx kaizen` or `npm exec kaizen` in the workspace, which bring their own.\n',
    );
  });

  it('serves until SIGTERM and ends cleanly', async () => {
    const { child, written, ended } = start('serve', '--port', '0');
    while (!written.stdout.includes('\n')) await once(child.stdout, 'data');
    const url = written.stdout.trim();
    const response = await fetch(`${url}/api/v1/models/churn/predict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ rows: [{ months: 3, plan: 'basic', calls: null }] }),
    });
    expect(response.status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    const [logged] = await app.predictionLog.newest('churn', 1);
    expect(logged?.rows).toEqual([{ months: 3, plan: 'basic', calls: null }]);
  });

  it('drains on the first SIGTERM and ends at once on the second', async () => {
    const { child, written, ended } = start('serve', '--port', '0', '--drain-wait-seconds', '600');
    while (!written.stdout.includes('\n')) await once(child.stdout, 'data');
    const url = written.stdout.trim();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    child.kill('SIGTERM');
    while (!written.stderr.includes('then ending')) await once(child.stderr, 'data');
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect((await fetch(`${url}/api/v1/models`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toEqual([130, null]);
  });

  it('has every answer that it gave in its log after kill -9', async () => {
    const { child, written, ended } = start('serve', '--port', '0');
    while (!written.stdout.includes('\n')) await once(child.stdout, 'data');
    const url = `${written.stdout.trim()}/api/v1/models/churn/predict`;
    const acknowledged = new Set<string>();
    const askUntilDead = async (): Promise<void> => {
      for (;;) {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ rows: [{ months: 3, plan: 'basic', calls: 1 }] }),
        }).catch(() => undefined);
        const answered = await response?.json().catch(() => undefined);
        if (answered === undefined) return;
        acknowledged.add((answered as { requestId: string }).requestId);
        if (acknowledged.size === 200) child.kill('SIGKILL');
      }
    };
    await Promise.all(Array.from({ length: 8 }, askUntilDead));
    expect(await ended).toEqual([null, 'SIGKILL']);
    const logged = await app.predictionLog.newest('churn', 100_000);
    const ids = new Set(logged.map(({ requestId }) => requestId));
    expect(acknowledged.size).toBeGreaterThanOrEqual(200);
    expect([...acknowledged].filter((id) => !ids.has(id))).toEqual([]);
  });

  it('tells alerts with a link to where people find its pages', async () => {
    const told = Promise.withResolvers<{ link?: string }>();
    const receiver = createServer(async (request, response) => {
      told.resolve(JSON.parse(await new Response(Readable.toWeb(request) as never).text()));
      response.end();
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const { port } = receiver.address() as AddressInfo;
    const to = `http://127.0.0.1:${port}/`;
    const route = OPERATIONS.alerts.route.input.parse({ name: 'w', channel: 'webhook', to });
    await app.handlers.alerts.route(route);
    const { alert } = await app.store.alerts.raise({
      ...{ key: 'a', severity: 'warning', subject: 'endpoint:churn' },
      ...{ message: 'It moved.', hint: 'Look.', details: {} },
    });
    const flags = ['--port', '0', '--webhooks-anywhere', '--public-url', 'https://k.example/'];
    const { child, ended } = start('serve', ...flags);
    expect((await told.promise).link).toBe(`https://k.example/incidents/${alert.incident}`);
    child.kill('SIGTERM');
    await ended;
    receiver.close();
    const refused = start('serve', '--port', '0', '--public-url', 'https://k.example/?a');
    expect((await refused.ended)[0]).toBe(2);
    expect(refused.written.stderr).toContain('`--public-url` must have no query and no fragment');
  });

  it('refuses to serve beyond this machine without a token', async () => {
    const { written, ended } = start('serve', '--host', '0.0.0.0', '--port', '0');
    expect((await ended)[0]).toBe(2);
    expect(written.stderr).toContain('must have a token to listen beyond this machine');
  });

  it('ends quietly when its reader has seen enough', async () => {
    const { child, written, ended } = start('--help');
    child.stdout.destroy();
    const [code] = await ended;
    expect(written.stderr).toBe('');
    expect(code).toBe(0);
  });
});
