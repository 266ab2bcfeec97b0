import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@kaizenml/contracts/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServe } from '../testing/serve-process.ts';

const TRACK = new URL('./index.ts', import.meta.url).href;

let folder: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-track-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const serve = async (port = 0) => {
  const server = await startServe(join(folder, 'home'), '--port', String(port));
  children.push(server.child);
  const client = createClient({ url: server.url, fetch });
  return { ...server, client };
};

/** A program that tracks; it runs in the folder, and writes what it prints. */
async function run(code: string, env: Readonly<Record<string, string>>) {
  const path = join(folder, 'program.mjs');
  await writeFile(path, `import { track } from '${TRACK}';\n${code}\n`);
  const child = spawn(process.execPath, ['--conditions=source', path], {
    ...{ cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
    env: { ...process.env, KAIZEN_URL: '', KAIZEN_HOME: join(folder, 'home'), ...env },
  });
  children.push(child);
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      written[name] += chunk;
    });
  const ended: Promise<unknown[]> = once(child, 'close');
  return { child, written, ended };
}

/** The one run of the experiment once it has ended; its events end with it. */
async function endedRun({ client, url }: Awaited<ReturnType<typeof serve>>) {
  const [begun] = (await client.runs.search({ experiment: 'churn' })).items;
  await (await fetch(`${url}/api/v1/runs/${begun?.id}/events`)).text();
  return client.runs.show({ id: begun?.id ?? '' });
}

const valuesOf = async ({ client }: Awaited<ReturnType<typeof serve>>, id: string) =>
  (await client.runs.history({ id, key: 'loss', limit: 1000 })).items.map(({ value }) => value);

describe('track', () => {
  it('keeps in three lines what a program did, with a run in the run, and how it was made', async () => {
    const server = await serve();
    const { ended, written } = await run(
      `const run = track('churn', { name: 'trees', params: { depth: 8 }, resourcesEveryMs: 1 });
       run.metrics({ loss: 0.5, auc: NaN });
       run.metric('loss', 0.25);
       const fold = run.child({ name: 'fold 1' });
       fold.metric('loss', 0.75);
       run.note('Deeper.');
       run.input({ name: 'customers', digest: 'd1', role: 'training' });`,
      { KAIZEN_URL: server.url, MY_TOKEN: 'hunter2' },
    );
    expect([await ended, written.stderr]).toEqual([[0, null], '']);
    const { items } = await server.client.runs.search({ experiment: 'churn' });
    const trees = items.find(({ name }) => name === 'trees');
    expect(trees).toMatchObject({
      status: 'finished',
      params: { depth: '8' },
      metrics: { loss: 0.25, auc: 'NaN', 'system/memory_bytes': expect.any(Number) },
      tags: { 'kaizen.node': process.versions.node, 'mlflow.source.type': 'LOCAL' },
      note: 'Deeper.',
      inputs: [{ name: 'customers', digest: 'd1', source: '', role: 'training' }],
    });
    expect(items.find(({ name }) => name === 'fold 1')).toMatchObject({
      ...{ status: 'finished', parent: trees?.id, metrics: { loss: 0.75 } },
    });
    expect(await valuesOf(server, trees?.id ?? '')).toEqual([0.5, 0.25]);
  });

  it.each([
    { how: 'process.exit(3)', status: 'failed', error: /^The process exited with code 3\.$/ },
    { how: "throw new Error('no rows')", status: 'failed', error: /^Error: no rows\n/ },
    {
      how: "process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 60_000)",
      ...{ status: 'stopped', error: /^The process was ended by SIGTERM\.$/ },
    },
  ])('writes down the end of a program by $how', async ({ how, status, error }) => {
    const server = await serve();
    const { ended } = await run(
      `const run = track('churn');
       run.metric('loss', 1);
       await run.flush();
       run.metric('loss', 2);
       ${how};`,
      { KAIZEN_URL: server.url },
    );
    await ended;
    const shown = await endedRun(server);
    expect(shown).toMatchObject({ status, error: expect.stringMatching(error) });
    expect(await valuesOf(server, shown.id)).toEqual([1, 2]);
  });

  it('keeps on the disk what it cannot send, and the next program that tracks sends it', async () => {
    const port = await freePort();
    const env = { KAIZEN_URL: `http://127.0.0.1:${port}` };
    const first = await run(
      `const run = track('churn', { onTrouble: ({ code }) => console.error(code) });
       for (let i = 0; i < 2500; i++) run.metric('loss', i);
       console.log((await run.end()).kept);`,
      env,
    );
    expect(await first.ended).toEqual([0, null]);
    expect(first.written).toEqual({ stdout: 'spilled\n', stderr: 'REMOTE_UNAVAILABLE\n' });
    const unsent = join(folder, '.kaizen/unsent');
    expect(await readdir(unsent)).toHaveLength(1);
    const server = await serve(port);
    const second = await run(`await track('other').end();`, env);
    expect(await second.ended).toEqual([0, null]);
    const shown = await endedRun(server);
    expect(shown.status).toBe('finished');
    const { points } = await server.client.runs.sample({
      id: shown.id,
      key: 'loss',
      points: 10_000,
    });
    expect(points.map(({ value }) => value)).toEqual(Array.from({ length: 2500 }, (_, i) => i));
    expect(await readdir(unsent)).toEqual([]);
  });

  it('has every acknowledged point once after kill -9 of the server and of itself', async () => {
    const port = await freePort();
    const env = { KAIZEN_URL: `http://127.0.0.1:${port}` };
    const server = await serve(port);
    const { child, written, ended } = await run(
      `const run = track('churn', { onTrouble: () => {} });
       for (let i = 0; ; i++) {
         run.metric('loss', i);
         const { kept } = await run.flush();
         console.log(i, kept);
       }`,
      env,
    );
    const until = async (pattern: RegExp) => {
      while (!pattern.test(written.stdout)) await once(child.stdout ?? child, 'data');
    };
    await until(/^20 sent$/m);
    server.child.kill('SIGKILL');
    await server.ended;
    await until(/spilled\n(?:.*\n){20}/);
    const again = await serve(port);
    await until(/spilled\n\d+ sent\n(?:.*\n){20}/);
    again.child.kill('SIGKILL');
    await again.ended;
    await until(/sent\n\d+ spilled\n(?:.*\n){5}/);
    child.kill('SIGKILL');
    await ended;
    const last = await serve(port);
    const sender = await run(`await track('other').end();`, env);
    expect(await sender.ended).toEqual([0, null]);
    const [begun] = (await last.client.runs.search({ experiment: 'churn' })).items;
    const { points } = await last.client.runs.sample({
      ...{ id: begun?.id ?? '', key: 'loss', points: 10_000 },
    });
    const nAcknowledged = written.stdout.trim().split('\n').length;
    const values = points.map(({ value }) => value);
    expect(values.slice(0, nAcknowledged)).toEqual(
      Array.from({ length: nAcknowledged }, (_, i) => i),
    );
    expect(new Set(values).size).toBe(values.length);
  });

  it('writes to a home where there is no server', async () => {
    const { ended, written } = await run(
      `const run = track('churn');
       run.metric('loss', 1);
       console.log((await run.end()).kept);`,
      {},
    );
    expect([await ended, written]).toEqual([[0, null], { stdout: 'sent\n', stderr: '' }]);
    const shown = await endedRun(await serve());
    expect(shown).toMatchObject({ status: 'finished', metrics: { loss: { value: 1 } } });
  });
});
