import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../app.ts';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { startServer } from './server.ts';

describe('closing and waiting', () => {
  let app: SampleApp;
  beforeAll(async () => {
    app = await openSampleApp();
  });
  afterAll(() => app.dispose());

  it('answers the request in flight before it closes, and none after', async () => {
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
    const { promise: hasArrived, resolve: arrived } = Promise.withResolvers<void>();
    const slow: App = {
      ...app,
      handlers: {
        ...app.handlers,
        models: {
          ...app.handlers.models,
          list: async (input) => {
            arrived();
            await mayAnswer;
            return app.handlers.models.list(input);
          },
        },
      },
    };
    const server = await startServer(slow, { port: 0 });
    const asked = fetch(`${server.url}/api/v1/models`);
    await hasArrived;
    const closed = server.close();
    answer();
    expect((await asked).status).toBe(200);
    await closed;
    await expect(fetch(`${server.url}/api/v1/models`)).rejects.toMatchObject({
      message: 'fetch failed',
      cause: { code: 'ECONNREFUSED' },
    });
  });

  it('ends a request that does not arrive in time', async () => {
    const server = await startServer(app, { port: 0, requestTimeoutMs: 200 });
    const answer = await send(server.port, 'POST /api/v1/models HTTP/1.1\r\nHost: localhost\r\n');
    expect(answer).toContain('HTTP/1.1 408 Request Timeout');
    expect(answer).toContain('REQUEST_TIMEOUT');
    await server.close();
  });

  it('refuses bytes that are not HTTP', async () => {
    const server = await startServer(app, { port: 0 });
    const answer = await send(server.port, '\u0016\u0003\u0001\u0002 hello\r\n\r\n');
    expect(answer).toContain('HTTP/1.1 400 Bad Request');
    expect(answer).toContain('REQUEST_INVALID');
    await server.close();
  });
});

function send(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
}
