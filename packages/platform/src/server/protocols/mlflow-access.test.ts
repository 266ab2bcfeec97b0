import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { type RunningServer, startServer } from '../index.ts';

const TOKEN = 'a-token-of-24-characters';
const CREATE = 'POST /api/2.0/mlflow/runs/create';
const GET = 'GET /ajax-api/2.0/mlflow/experiments/get?experiment_id=0';

let app: SampleApp;
let server: RunningServer;
beforeAll(async () => {
  app = await openSampleApp();
  server = await startServer(app, { port: 0, token: TOKEN });
});
afterAll(async () => {
  await server.close();
  await app.dispose();
});

async function ask(route: string, authorization?: string) {
  const [method = '', path = ''] = route.split(' ');
  const answer = await fetch(server.url + path, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    },
    ...(method === 'GET' ? {} : { body: '{}' }),
  });
  return { status: answer.status, body: await answer.json() };
}
const keyFor = async (scopes: string, endpoints?: string) =>
  (
    await app.handlers.keys.create({
      ...{ name: 'training', scopes },
      ...(endpoints === undefined ? {} : { endpoints }),
    })
  ).key;

describe("who may speak MLflow's protocol", () => {
  it('is who shows the token or a key, as bearer or as the password of anybody', async () => {
    const key = await keyFor('read,write');
    const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;
    for (const shown of [
      ...[`Bearer ${TOKEN}`, `Bearer ${key}`],
      ...[basic(`anna:${key}`), basic(`:${key}`), basic(`anna:${TOKEN}`)],
    ])
      expect((await ask(GET, shown)).status).toBe(200);
    for (const shown of [undefined, 'Bearer other', basic(key), basic('anna:other')])
      expect(await ask(GET, shown)).toMatchObject({
        status: 401,
        body: {
          error_code: 'UNAUTHENTICATED',
          message: expect.stringContaining('needs the token of this server or a key'),
        },
      });
  });

  it('reads with `read`, logs with `write`, and does neither with a key of one endpoint', async () => {
    const statuses = async (key: string) => [
      (await ask(GET, `Bearer ${key}`)).status,
      (await ask(CREATE, `Bearer ${key}`)).status,
    ];
    expect(await statuses(await keyFor('read'))).toEqual([200, 403]);
    expect(await statuses(await keyFor('write'))).toEqual([403, 200]);
    expect(await statuses(await keyFor('predict'))).toEqual([403, 403]);
    expect(await statuses(await keyFor('read,write', 'churn'))).toEqual([403, 403]);
    expect(await statuses(await keyFor('admin'))).toEqual([200, 200]);
    const { body } = await ask(CREATE, `Bearer ${await keyFor('read')}`);
    expect(body).toEqual({
      error_code: 'PERMISSION_DENIED',
      message:
        'POST /api/2.0/mlflow/runs/create needs a key with the scope write, got one with read. Ask the administrator for a key with `--scopes write`.',
    });
  });

  it('is told in its form that there is no such address, also by GET', async () => {
    for (const route of ['GET /api/2.0/mlflow/nothing', 'GET /ajax-api/3.0/mlflow/nothing'])
      expect(await ask(route, `Bearer ${TOKEN}`)).toEqual({
        status: 404,
        body: { error_code: 'ENDPOINT_NOT_FOUND', message: `Nothing answers ${route}.` },
      });
  });

  it('finds the server well without showing anything', async () => {
    const answer = await fetch(`${server.url}/health`);
    expect([answer.status, await answer.text()]).toEqual([200, 'OK']);
  });
});
