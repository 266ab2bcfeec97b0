import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { type RunningServer, startServer } from '../index.ts';

const TOKEN = 'a-token-of-24-characters';

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

/** What a server says to a request of the protocol; DELETE has a body as well. */
async function ask(method: string, path: string, said: object = {}, key = TOKEN) {
  const url = new URL(`/api/2.0/mlflow/${path}`, server.url);
  if (method === 'GET')
    for (const [name, value] of Object.entries(said)) url.searchParams.set(name, String(value));
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    ...(method === 'GET' ? {} : { body: JSON.stringify(said) }),
  });
  return { status: answer.status, body: await answer.json() };
}

describe("MLflow's registry on the wire", () => {
  it('registers, tags, aliases, stages, finds and deletes', async () => {
    const name = 'from python';
    const at = { name, version: '1' };
    await ask('POST', 'registered-models/create', { name });
    const source = 's3://bucket/model';
    expect(await ask('POST', 'model-versions/create', { name, source })).toMatchObject({
      status: 200,
      body: { model_version: { ...at, source, current_stage: 'None', status: 'READY' } },
    });
    await ask('POST', 'model-versions/set-tag', { ...at, key: 'k', value: 'v' });
    await ask('POST', 'registered-models/alias', { ...at, alias: 'best' });
    await ask('PATCH', 'model-versions/update', { ...at, description: 'first' });
    await ask('POST', 'model-versions/transition-stage', {
      ...{ ...at, stage: 'Production', archive_existing_versions: true },
    });
    expect(await ask('GET', 'registered-models/alias', { name, alias: 'best' })).toMatchObject({
      body: {
        model_version: {
          ...{ current_stage: 'Production', description: 'first', aliases: ['best'] },
          tags: [{ key: 'k', value: 'v' }],
        },
      },
    });
    const filter = "tags.k = 'v' AND name LIKE 'from%'";
    expect(await ask('GET', 'model-versions/search', { filter })).toMatchObject({
      body: { model_versions: [at] },
    });
    expect(await ask('DELETE', 'model-versions/delete', at)).toEqual({ status: 200, body: {} });
    expect(await ask('DELETE', 'registered-models/delete', { name })).toMatchObject({ body: {} });
    expect(await ask('GET', 'registered-models/get', { name })).toEqual({
      status: 404,
      body: {
        error_code: 'RESOURCE_DOES_NOT_EXIST',
        message: `Registered Model with name=${name} not found`,
      },
    });
  });

  it('shows the models that were trained here, and lets none of their champions be deleted', async () => {
    const { body } = await ask('GET', 'registered-models/search');
    const [{ name, latest_versions: versions }] = body.registered_models;
    const [{ version }] = versions;
    await ask('POST', 'registered-models/alias', { name, version, alias: 'champion' });
    const uri = await ask('GET', 'model-versions/get-download-uri', { name, version });
    expect(uri.body.artifact_uri).toMatch(/^runs:\/.+\/model$/);
    for (const path of ['model-versions/delete', 'registered-models/delete'])
      expect(await ask('DELETE', path, { name, version })).toMatchObject({
        status: 409,
        body: {
          error_code: 'RESOURCE_CONFLICT',
          message: expect.stringContaining('but it is the champion. Point the alias at another'),
        },
      });
  });

  it('lets keys register with `write`, and move aliases, delete and make webhooks with `admin` alone', async () => {
    const { key, id } = await app.handlers.keys.create({ name: 'training', scopes: 'read,write' });
    const name = 'by key';
    const statuses = [
      await ask('POST', 'registered-models/create', { name }, key),
      await ask('POST', 'model-versions/create', { name, source: 's3://b/m' }, key),
      await ask('POST', 'registered-models/alias', { name, version: '1', alias: 'a' }, key),
      await ask('DELETE', 'registered-models/delete', { name }, key),
      await ask('GET', 'webhooks', {}, key),
    ].map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 403, 403, 403]);
    const [made] = await app.store.audit.list({ name, limit: 1 });
    expect(made).toMatchObject({ action: 'version.create', part: '/1', who: id });
  });

  it('keeps webhooks, and tells why one of this machine is not reached', async () => {
    const events = [{ entity: 'MODEL_VERSION', action: 'CREATED' }];
    const made = await ask('POST', 'webhooks', {
      ...{ name: 'ci', url: 'https://127.0.0.1:1/hook', events, secret: 's3cret' },
    });
    expect(made).toMatchObject({
      status: 200,
      body: { webhook: { name: 'ci', events, status: 'ACTIVE' } },
    });
    expect(JSON.stringify(made.body)).not.toContain('s3cret');
    const { webhook_id: id } = made.body.webhook;
    const changed = await ask('PATCH', `webhooks/${id}`, { status: 'DISABLED' });
    expect(changed.body.webhook).toMatchObject({ webhook_id: id, status: 'DISABLED', events });
    expect(await ask('POST', `webhooks/${id}/test`)).toMatchObject({
      status: 200,
      body: {
        result: {
          success: false,
          error_message: expect.stringContaining('127.0.0.1, which is no public address'),
        },
      },
    });
    const plain = { name: 'ci', url: 'http://hooks.example/', events };
    for (const wrong of [
      ...[plain, { ...plain, url: 'ftp://x/' }, { ...plain, url: 'https://x/', events: [] }],
      { ...plain, url: 'https://x/', name: '-ci' },
      { ...plain, url: 'https://x/', events: [{ entity: 'RUN', action: 'CREATED' }] },
      { ...plain, url: 'https://x/', status: 'DELETED' },
    ])
      expect(await ask('POST', 'webhooks', wrong)).toMatchObject({
        status: 400,
        body: { error_code: 'INVALID_PARAMETER_VALUE' },
      });
    expect(await ask('DELETE', `webhooks/${id}`)).toEqual({ status: 200, body: {} });
    expect(await ask('GET', `webhooks/${id}`)).toMatchObject({
      status: 404,
      body: { error_code: 'RESOURCE_DOES_NOT_EXIST' },
    });
    expect((await ask('GET', 'webhooks')).body).toEqual({});
  });
});
