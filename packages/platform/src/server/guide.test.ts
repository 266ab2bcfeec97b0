import { OPERATIONS } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { type RunningServer, startServer } from './index.ts';

const TOKEN = 'the-token-of-a-server-0123456789';

describe('GET /endpoints/:name', () => {
  let app: SampleApp;
  let server: RunningServer;
  let closed: RunningServer;
  const ask = (root: RunningServer, headers: Record<string, string>, name = 'churn') =>
    fetch(`${root.url}/endpoints/${name}`, { headers });
  beforeAll(async () => {
    app = await openSampleApp();
    server = await startServer(app, { port: 0 });
    closed = await startServer(app, { port: 0, token: TOKEN });
  });
  afterAll(async () => {
    await server.close();
    await closed.close();
    await app.dispose();
  });

  it('documents the endpoint to a program that accepts JSON, with requests to the root that was asked', async () => {
    const response = await ask(server, { accept: 'application/json' });
    const guide = OPERATIONS.endpoints.guide.output.parse(await response.json());
    expect(guide.predictUrl).toBe(`${server.url}/api/v1/models/churn/predict`);
    expect(guide.model).toMatchObject({ version: 1, task: 'binary' });
    expect(guide.sampleRow).toMatchObject({ plan: expect.any(String) });
    for (const { code, id } of guide.samples)
      if (id !== 'command') expect(code).toContain(server.url.replace('http://', ''));
  });

  it('says the same as Markdown', async () => {
    const response = await ask(server, { accept: 'text/markdown' });
    expect(response.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    const text = await response.text();
    const guide = await app.handlers.endpoints.guide({ name: 'churn', url: server.url });
    expect(text).toContain('# churn');
    for (const { code } of guide.samples) expect(text).toContain(code);
    for (const { name } of guide.signature.inputs) expect(text).toContain(`| \`${name}\` |`);
  });

  it('is the page for a browser, whatever else it accepts', async () => {
    const response = await ask(server, { accept: 'text/html,application/json;q=0.9,*/*;q=0.8' });
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('vary')).toBe('accept');
  });

  it.each(['application/json', 'text/markdown'])(
    'asks for the key before it says %s',
    async (accept) => {
      expect((await ask(closed, { accept })).status).toBe(401);
      const opened = await ask(closed, { accept, authorization: `Bearer ${TOKEN}` });
      expect(opened.status).toBe(200);
    },
  );

  it('says what it knows of no endpoint as it says everywhere', async () => {
    const response = await ask(server, { accept: 'application/json' }, 'chrun');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'ENDPOINT_NOT_FOUND' });
  });

  it('puts no address into a request that would leave its quotes', async () => {
    const hostile = encodeURIComponent("http://x'$(id)");
    for (const path of ['guide', 'guide.md']) {
      const response = await fetch(`${server.url}/api/v1/endpoints/churn/${path}?url=${hostile}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: 'REQUEST_INVALID' });
    }
  });
});
