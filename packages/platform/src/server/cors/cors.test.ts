import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { type RunningServer, startServer } from '../server.ts';
import { parseOrigins } from './cors.ts';

const TOKEN = 'a-token-of-24-characters';
const ORIGIN = 'https://app.example';

describe('pages of other origins', () => {
  let app: SampleApp;
  beforeAll(async () => {
    app = await openSampleApp();
  });
  afterAll(() => app.dispose());

  const ask = (server: RunningServer, method: string, headers: Record<string, string>) =>
    fetch(`${server.url}/api/v1/models`, { method, headers });
  const preflight = {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type',
  };
  const corsOf = ({ headers }: Response) =>
    Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control')));

  it('are named in answers and may ask, without the token in the preflight and with it after', async () => {
    const server = await startServer(app, { port: 0, token: TOKEN, corsOrigins: [ORIGIN] });
    const first = await ask(server, 'OPTIONS', { origin: ORIGIN, ...preflight });
    expect([first.status, await first.text()]).toEqual([204, '']);
    expect(corsOf(first)).toEqual({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-methods': 'GET, POST, PUT, DELETE',
      'access-control-allow-headers': 'authorization,content-type',
      'access-control-expose-headers': 'x-request-id, retry-after, ratelimit, ratelimit-policy',
      'access-control-max-age': '600',
    });
    const authorization = `Bearer ${TOKEN}`;
    const asked = await ask(server, 'GET', { origin: ORIGIN, authorization });
    expect(asked.status).toBe(200);
    expect(asked.headers.get('vary')).toBe('Origin');
    const refused = await ask(server, 'GET', { origin: ORIGIN });
    for (const answer of [asked, refused])
      expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(refused.status).toBe(401);
    await server.close();
  });

  it('get nothing when they are others, and when the server was not told of any', async () => {
    for (const corsOrigins of [[ORIGIN], undefined]) {
      const server = await startServer(app, { port: 0, token: TOKEN, corsOrigins });
      for (const origin of [
        'https://evil.example',
        `${ORIGIN}.evil.example`,
        'null',
        `${ORIGIN}:1`,
      ]) {
        const first = await ask(server, 'OPTIONS', { origin, ...preflight });
        expect(first.status).not.toBe(204);
        expect(corsOf(first)).toEqual({});
        const asked = await ask(server, 'GET', { origin, authorization: `Bearer ${TOKEN}` });
        expect(corsOf(asked)).toEqual({});
      }
      await server.close();
    }
  });

  it('may write to a server of this machine alone that names them', async () => {
    const server = await startServer(app, { port: 0, corsOrigins: [ORIGIN] });
    const write = (origin: string) =>
      fetch(`${server.url}/api/v1/models/churn/aliases/champion`, {
        method: 'PUT',
        headers: { origin, 'content-type': 'application/json' },
        body: JSON.stringify({ version: 1 }),
      });
    expect((await write(ORIGIN)).status).toBe(200);
    expect((await write('https://evil.example')).status).toBe(403);
    await server.close();
  });

  it('are written as browsers write them', () => {
    expect(parseOrigins('https://a.example, http://localhost:3000')).toEqual([
      'https://a.example',
      'http://localhost:3000',
    ]);
    for (const origin of ['*', 'null', 'https://a.example/', 'https://A.example', 'a.example', ''])
      expect(thrownBy(() => parseOrigins(`https://b.example,${origin}`))).toMatchObject({
        code: 'ARGUMENT_INVALID',
        message: `An origin must be like https://app.example, got "${origin}".`,
        details: { origin },
      });
  });
});
