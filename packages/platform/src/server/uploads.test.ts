import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import type { TracedProblem } from './failures.ts';
import { type RunningServer, startServer } from './server.ts';

const TABLE = 'name,weight\nmallard,1.1\neider,2.2\nteal,0.3\n';

describe('a file that is sent', () => {
  let app: SampleApp;
  let server: RunningServer;

  beforeAll(async () => {
    app = await openSampleApp();
    server = await startServer(app, { port: 0, uploadLimitBytes: 1000 });
  });

  afterAll(async () => {
    await server.close();
    await app.dispose();
  });

  const send = async (query: string, body: string, headers: Record<string, string> = {}) => {
    const address = `${server.url}/api/v1/uploads${query}`;
    const response = await fetch(address, { method: 'POST', body, headers });
    return { status: response.status, answer: (await response.json()) as TracedProblem };
  };
  const leftBehind = async () =>
    (await readdir(join(app.home, 'tmp'))).filter((name) => name.endsWith('-upload'));

  it.each([
    '../ducks.csv',
    'a/b.csv',
    'a\\b.csv',
    '.hidden',
    '..',
    '{YYYY}.csv',
    'a\u0000.csv',
    ' ',
  ])('may not be called %j', async (name) => {
    const { status, answer } = await send(`?file=${encodeURIComponent(name)}`, TABLE);
    expect(status).toBe(400);
    expect(answer.code).toBe('REQUEST_INVALID');
    expect(answer.details).toMatchObject({ problems: [{ path: 'file' }] });
  });

  it('needs a name, and nothing else beside it', async () => {
    expect((await send('', TABLE)).answer.code).toBe('REQUEST_INVALID');
    const { answer } = await send('?file=a.csv&path=/etc/passwd', TABLE);
    expect(answer.details).toMatchObject({ problems: [{ path: 'path' }] });
  });

  it('has a limit', async () => {
    const { status, answer } = await send('?file=large.csv', TABLE.repeat(30));
    expect([status, answer.code]).toEqual([413, 'BODY_TOO_LARGE']);
    expect(answer.details).toEqual({ limitBytes: 1000 });
    expect(await leftBehind()).toEqual([]);
  });

  it('that is no table is told of by its own name', async () => {
    const { status, answer } = await send('?file=empty.csv', '');
    expect([status, answer.code]).toEqual([400, 'TABLE_EMPTY']);
    expect(JSON.stringify(answer)).not.toContain(app.home);
    expect(answer.detail).toContain('"empty.csv"');
  });

  it('is not taken without the token of a server that has one', async () => {
    const closed = await startServer(app, { port: 0, token: 'a-token-of-twenty-ch' });
    const address = `${closed.url}/api/v1/uploads?file=a.csv`;
    const { status } = await fetch(address, { method: 'POST', body: TABLE });
    await closed.close();
    expect(status).toBe(401);
  });

  it('is not taken from a page of elsewhere', async () => {
    const { status } = await send('?file=a.csv', TABLE, { origin: 'http://evil.example' });
    expect(status).toBe(403);
  });
});
